"""`ansinh register …`, in the order of the work."""

from ansinh.cli.bilingual import Group
from ansinh.cli.registers import (
    coverage,
    criterion,
    lapses,
    loading,
    movement,
    publishing,
    rejected,
    simulate,
    snapshots,
    uninsured,
)
from ansinh.kernel.language import message as _

COMMANDS = (
    simulate.simulate,
    loading.load_files,
    snapshots.snapshots,
    snapshots.describe,
    rejected.rejected,
    snapshots.reasons,
    coverage.coverage,
    uninsured.uninsured,
    lapses.lapses,
    criterion.criterion,
    movement.movement,
    publishing.publish,
    publishing.reconcile,
)
group = Group("register", _("The review of who is not insured, where, and until when."), COMMANDS)
