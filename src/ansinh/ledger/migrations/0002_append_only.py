"""What the database itself guards: no change to any ledger table, four eyes, nothing added once approved."""

from django.db import migrations

from ansinh.config.append_only import append_only, by_vendor

# Approving twice over is refused by the constraint approved_once; this one refuses approving one's own.
FOUR_EYES_SQLITE = """
CREATE TRIGGER ledger_four_eyes BEFORE INSERT ON ledger_submissionevent WHEN NEW.state = 'approved' AND NEW.actor = (
    SELECT actor FROM ledger_submissionevent WHERE submission_id = NEW.submission_id AND state = 'submitted'
    ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'whoever submits does not approve'); END;
"""
FOUR_EYES_POSTGRESQL = """
CREATE FUNCTION ledger_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'approved' AND NEW.actor = (
        SELECT actor FROM ledger_submissionevent WHERE submission_id = NEW.submission_id AND state = 'submitted'
        ORDER BY id DESC LIMIT 1)
    THEN RAISE EXCEPTION 'whoever submits does not approve'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_four_eyes BEFORE INSERT ON ledger_submissionevent
FOR EACH ROW EXECUTE FUNCTION ledger_four_eyes();
"""

CLOSED_SQLITE = """
CREATE TRIGGER ledger_closed BEFORE INSERT ON ledger_observation WHEN EXISTS (
    SELECT 1 FROM ledger_submissionevent WHERE submission_id = NEW.submission_id AND state = 'approved')
BEGIN SELECT RAISE(ABORT, 'an approved submission takes no more figures'); END;
"""
CLOSED_POSTGRESQL = """
CREATE FUNCTION ledger_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_submissionevent WHERE state = 'approved'
               AND submission_id IN (SELECT DISTINCT submission_id FROM added))
    THEN RAISE EXCEPTION 'an approved submission takes no more figures'; END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_closed AFTER INSERT ON ledger_observation REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION ledger_closed();
"""  # once a statement: a row trigger would double the time of a national file

# Each month is new to the planner's statistics. With a list of the most common periods it takes a new one to have a
# single row, and its plans for approving a month take a hundred times as long; without, it goes by the average.
NO_COMMON_PERIODS = """
ALTER TABLE ledger_observation ALTER COLUMN period_end SET STATISTICS 1;
ALTER TABLE ledger_rollup ALTER COLUMN period_end SET STATISTICS 1;
"""


LOCKED_SQLITE = """
CREATE TRIGGER ledger_locked BEFORE INSERT ON ledger_supersession WHEN EXISTS (
    SELECT 1 FROM ledger_observation o JOIN ledger_submissionevent e ON e.submission_id = o.submission_id
    WHERE o.id = NEW.old_id AND e.state = 'locked')
BEGIN SELECT RAISE(ABORT, 'a locked submission takes no more corrections'); END;
"""
LOCKED_POSTGRESQL = """
CREATE FUNCTION ledger_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_observation o JOIN ledger_submissionevent e ON e.submission_id = o.submission_id
               WHERE o.id = NEW.old_id AND e.state = 'locked')
    THEN RAISE EXCEPTION 'a locked submission takes no more corrections'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_locked BEFORE INSERT ON ledger_supersession FOR EACH ROW EXECUTE FUNCTION ledger_locked();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        append_only("ledger_submission", "ledger_submissionevent", "ledger_observation", "ledger_rollup"),
        append_only("ledger_supersession", key="old_id"),
        by_vendor(sqlite=FOUR_EYES_SQLITE, postgresql=FOUR_EYES_POSTGRESQL),
        by_vendor(sqlite="", postgresql=NO_COMMON_PERIODS),
        by_vendor(sqlite=CLOSED_SQLITE, postgresql=CLOSED_POSTGRESQL),
        by_vendor(sqlite=LOCKED_SQLITE, postgresql=LOCKED_POSTGRESQL),
    ]
