"""Events are numbered without a gap and chained by their hashes; those of before in their order, as they stand."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ansinh.audit.chain import NONE_BEFORE, Entry, sealed
from ansinh.audit.models import Readable
from ansinh.config.append_only import append_only, by_vendor

CHUNK = 2_000
TRIGGERS = {
    "sqlite": ("audit_event_no_update", "audit_event_no_delete", "audit_event_no_replace"),
    "postgresql": ("audit_event_no_change ON audit_event", "audit_event_no_truncate ON audit_event"),
}

CHAINED_SQLITE = f"""
CREATE TRIGGER audit_event_chained BEFORE INSERT ON audit_event
WHEN NEW.id <> (SELECT COALESCE(MAX(id), 0) + 1 FROM audit_event)
    OR NEW.previous <> COALESCE((SELECT hash FROM audit_event WHERE id = NEW.id - 1), '{NONE_BEFORE}')
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only: an event is added at the end of its chain'); END;
"""  # noqa: S608 (constants)
CHAINED_POSTGRESQL = f"""
CREATE FUNCTION audit_event_chained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> (SELECT COALESCE(MAX(id), 0) + 1 FROM audit_event)
        OR NEW.previous <> COALESCE((SELECT hash FROM audit_event WHERE id = NEW.id - 1), '{NONE_BEFORE}')
    THEN RAISE EXCEPTION 'audit_event is append-only: an event is added at the end of its chain'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_event_chained BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_chained();
"""  # noqa: S608 (constants)


def drop_triggers(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """While old events are chained; SQLite makes the table anew, without them."""
    for trigger in TRIGGERS[editor.connection.vendor]:
        editor.execute(f"DROP TRIGGER {trigger}")


def chain_events(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An event's new number is never above its old one, so none that still waits for its own is in the way."""
    events = apps.get_model("audit", "Event").objects.using(editor.connection.alias)
    names = ("recorded_at", "actor", "origin", "action", "subject", "before", "after", "details")
    number, previous, last = 0, NONE_BEFORE, 0
    while rows := list(events.filter(pk__gt=last).order_by("pk")[:CHUNK].values("pk", *names)):
        for row in rows:
            last = row.pop("pk")
            entry = sealed(Entry(number=number + 1, previous=previous, **row))
            number, previous = entry.number, entry.hash
            events.filter(pk=last).update(
                id=entry.number, details=entry.details, previous=entry.previous, hash=entry.hash
            )


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.RunPython(drop_triggers, migrations.RunPython.noop),
        migrations.AlterField("event", "id", models.BigIntegerField(primary_key=True, serialize=False)),
        migrations.AlterField("event", "recorded_at", models.DateTimeField(editable=False)),
        migrations.AlterField("event", "details", models.JSONField(default=dict, encoder=Readable)),
        migrations.AddField("event", "origin", models.CharField(blank=True, default="", max_length=100), False),
        migrations.AddField("event", "before", models.JSONField(encoder=Readable, null=True)),
        migrations.AddField("event", "after", models.JSONField(encoder=Readable, null=True)),
        migrations.AddField("event", "previous", models.CharField(default="", max_length=64), False),
        migrations.AddField("event", "hash", models.CharField(default="", max_length=64), False),
        migrations.RunPython(chain_events, migrations.RunPython.noop),
        migrations.AddIndex("event", models.Index(fields=["recorded_at"], name="audit_recorded_at")),
        migrations.AddIndex("event", models.Index(fields=["actor", "id"], name="audit_actor")),
        migrations.AddIndex("event", models.Index(fields=["action"], name="audit_action")),
        append_only("audit_event"),
        by_vendor(sqlite=CHAINED_SQLITE, postgresql=CHAINED_POSTGRESQL),
    ]
