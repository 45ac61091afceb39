"""Files are staged before they are published; findings and explanations are kept; what is locked may be unlocked."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ansinh.config.append_only import REFUSAL, SQLITE, append_only, by_vendor

# SQLite makes a changed table anew, without the triggers that it had.
SUBMISSION_TRIGGERS = SQLITE.format(
    table="ledger_submission", key="id", refusal=REFUSAL.format(table="ledger_submission")
)

# From its first event on a submission is seen, and takes no more figures or findings.
CLOSED_SQLITE = """
CREATE TRIGGER ledger_closed BEFORE INSERT ON ledger_observation WHEN EXISTS (
    SELECT 1 FROM ledger_submissionevent WHERE submission_id = NEW.submission_id)
BEGIN SELECT RAISE(ABORT, 'a published submission takes no more figures'); END;
"""
CLOSED_POSTGRESQL = """
CREATE OR REPLACE FUNCTION ledger_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_submissionevent WHERE submission_id IN (SELECT DISTINCT submission_id FROM added))
    THEN RAISE EXCEPTION 'a published submission takes no more figures'; END IF;
    RETURN NULL;
END $$;
"""

# Who locks and unlocks does so in turn: the latest of the two says which it is.
LOCKED_SQLITE = """
CREATE TRIGGER ledger_locked BEFORE INSERT ON ledger_supersession WHEN 'locked' = (
    SELECT e.state FROM ledger_observation o JOIN ledger_submissionevent e ON e.submission_id = o.submission_id
    WHERE o.id = NEW.old_id AND e.state IN ('locked', 'unlocked') ORDER BY e.id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'a locked submission takes no more corrections'); END;
"""
LOCKED_POSTGRESQL = """
CREATE OR REPLACE FUNCTION ledger_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF 'locked' = (
        SELECT e.state FROM ledger_observation o JOIN ledger_submissionevent e ON e.submission_id = o.submission_id
        WHERE o.id = NEW.old_id AND e.state IN ('locked', 'unlocked') ORDER BY e.id DESC LIMIT 1)
    THEN RAISE EXCEPTION 'a locked submission takes no more corrections'; END IF;
    RETURN NEW;
END $$;
"""

# Row by row, the foreign keys of PostgreSQL take two thirds of the time in which a national file is written. These
# triggers guard the same: what an observation refers to is there, stays there while it is written, and stays after.
REFERENCED = {
    "submission_id": "ledger_submission",
    "unit_id": "places_unit",
    "indicator_id": "indicators_indicator",
    "breakdown_id": "indicators_breakdown",
}
_REFERENCE_KNOWN = """
    PERFORM 1 FROM {table} WHERE id IN (SELECT {column} FROM added) FOR KEY SHARE;
    IF EXISTS (SELECT {column} FROM added EXCEPT SELECT id FROM {table})
    THEN RAISE foreign_key_violation USING MESSAGE = 'an observation refers to a row that {table} has not'; END IF;
"""
_REFERENCE_KEPT = """
CREATE TRIGGER ledger_referenced BEFORE DELETE OR UPDATE OF id ON {table}
FOR EACH ROW EXECUTE FUNCTION ledger_referenced('{column}');
"""
_KNOWN = "".join(_REFERENCE_KNOWN.format(table=table, column=column) for column, table in REFERENCED.items())
_KEPT = "".join(
    _REFERENCE_KEPT.format(table=table, column=column)
    for column, table in REFERENCED.items()
    if table != "ledger_submission"  # which only grows
)
REFERENCES_POSTGRESQL = f"""
CREATE FUNCTION ledger_references() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{_KNOWN}
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_references AFTER INSERT ON ledger_observation REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION ledger_references();

CREATE FUNCTION ledger_referenced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found boolean;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id THEN RETURN NEW; END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM ledger_observation WHERE %I = $1)', TG_ARGV[0])
    INTO found USING OLD.id;
    IF found THEN RAISE foreign_key_violation USING MESSAGE = format('observations refer to a row of %s', TG_TABLE_NAME);
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
{_KEPT}
"""  # noqa: S608 (constants)


def drop_triggers(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Those that are made anew below; on PostgreSQL only their functions are."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER ledger_closed")
        editor.execute("DROP TRIGGER ledger_locked")


def drop_row_references(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The foreign keys of observations on PostgreSQL; the models still say what they refer to."""
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        constraints = editor.connection.introspection.get_constraints(cursor, "ledger_observation")
    for name, constraint in constraints.items():
        if constraint["foreign_key"]:
            editor.execute(f"ALTER TABLE ledger_observation DROP CONSTRAINT {editor.quote_name(name)}")


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        ("ledger", "0002_append_only"),
        ("places", "0002_places_through_time"),
    ]

    operations = [
        migrations.AlterField(model_name="submission", name="file_sha256", field=models.CharField(max_length=64)),
        migrations.AddField(
            model_name="submission", name="content_sha256", field=models.CharField(db_default="", max_length=64)
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("file_sha256", "content_sha256"), name="staged_once"),
        ),
        migrations.RemoveConstraint(model_name="submissionevent", name="locked_once"),
        migrations.AlterField(
            model_name="submissionevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("checked", "Checked"),
                    ("submitted", "Submitted"),
                    ("returned", "Returned"),
                    ("approved", "Approved"),
                    ("locked", "Locked"),
                    ("unlocked", "Unlocked"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="submissionevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("submission",), name="published_once"
            ),
        ),
        migrations.CreateModel(
            name="SubmissionFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField()),
                ("sheet", models.TextField(blank=True)),
                ("cell", models.CharField(blank=True, max_length=40)),
                (
                    "severity",
                    models.CharField(choices=[("explain", "Explain"), ("note", "Note")], max_length=10),
                ),
                ("check_name", models.CharField(max_length=40)),
                ("cause_vi", models.TextField()),
                ("cause_en", models.TextField()),
                ("remedy_vi", models.TextField()),
                ("remedy_en", models.TextField()),
                (
                    "submission",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="ledger.submission",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "position"), name="finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["explain", "note"])), name="severity_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("actor", models.CharField(max_length=150)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="ledger.submissionfinding",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="explanation_says_something"
                    ),
                ],
            },
        ),
        migrations.RunPython(drop_triggers, migrations.RunPython.noop),
        migrations.RunPython(drop_row_references, migrations.RunPython.noop),
        by_vendor(sqlite=SUBMISSION_TRIGGERS, postgresql="SELECT 1"),
        by_vendor(sqlite=CLOSED_SQLITE, postgresql=CLOSED_POSTGRESQL),
        by_vendor(sqlite=LOCKED_SQLITE, postgresql=LOCKED_POSTGRESQL),
        by_vendor(sqlite="", postgresql=REFERENCES_POSTGRESQL),
        append_only("ledger_submissionfinding", "ledger_explanation"),
    ]
