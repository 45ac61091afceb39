"""`ansinh register …`, in the order of the work."""

from ansinh.cli.bilingual import Group
from ansinh.cli.commands import Commands
from ansinh.kernel.language import message as _

COMMANDS = Commands(
    {
        "simulate": "ansinh.cli.registers.simulate:simulate",
        "load": "ansinh.cli.registers.loading:load_files",
        "snapshots": "ansinh.cli.registers.snapshots:snapshots",
        "describe": "ansinh.cli.registers.snapshots:describe",
        "withdraw": "ansinh.cli.registers.withdraw:withdraw",
        "rejected": "ansinh.cli.registers.rejected:rejected",
        "reasons": "ansinh.cli.registers.snapshots:reasons",
        "coverage": "ansinh.cli.registers.coverage:coverage",
        "uninsured": "ansinh.cli.registers.uninsured:uninsured",
        "lapses": "ansinh.cli.registers.lapses:lapses",
        "criterion": "ansinh.cli.registers.criterion:criterion",
        "movement": "ansinh.cli.registers.movement:movement",
        "publish": "ansinh.cli.registers.publishing:publish",
        "reconcile": "ansinh.cli.registers.publishing:reconcile",
    }
)
group = Group("register", _("The review of who is not insured, where, and until when."), COMMANDS)
