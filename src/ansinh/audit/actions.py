"""The one way into the audit log."""

from ansinh.audit.models import Event


def record(*, by: str, action: str, subject: str, **details: object) -> None:
    """Append one event; call it inside the transaction of the act. ``details`` must hold no personal data."""
    Event.objects.create(actor=by, action=action, subject=subject, details=details)
