"""Reports that were made, and those that were issued; append-only from the first row."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from ansinh.config.append_only import REFUSAL, append_only, by_vendor

# INSERT OR REPLACE deletes by any unique column, without firing a trigger on delete.
_KEPT = """
CREATE TRIGGER {table}_{name}_kept BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
"""
_UNIQUE = {
    ("reports_made", "reference"): "reference = NEW.reference",
    ("reports_issue", "made"): "made_id = NEW.made_id",
    (
        "reports_issue",
        "number",
    ): "issuer = NEW.issuer AND symbol = NEW.symbol AND year = NEW.year AND number = NEW.number",
}
KEPT_SQLITE = "".join(
    _KEPT.format(table=table, name=name, same=same, refusal=REFUSAL.format(table=table))
    for (table, name), same in _UNIQUE.items()
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("ledger", "0003_staging_and_findings")]

    operations = [
        migrations.CreateModel(
            name="Made",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=10, unique=True)),
                ("recipe", models.JSONField()),
                ("outline", models.CharField(max_length=100)),
                ("draft", models.BooleanField()),
                ("made_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("versions", models.JSONField()),
                ("printed", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reference", ""), _negated=True), name="made_has_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer", models.CharField(max_length=300)),
                ("number", models.CharField(max_length=10)),
                ("symbol", models.CharField(max_length=50)),
                ("year", models.SmallIntegerField()),
                ("day", models.DateField()),
                ("signer", models.CharField(max_length=150)),
                ("actor", models.CharField(max_length=150)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("files", models.JSONField()),
                (
                    "made",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="issue", to="reports.made"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "symbol", "year", "number"), name="number_given_once"),
                    models.CheckConstraint(condition=models.Q(("number", ""), _negated=True), name="issue_has_number"),
                ],
            },
        ),
        append_only("reports_made", "reports_issue"),
        by_vendor(sqlite=KEPT_SQLITE, postgresql="SELECT 1"),
    ]
