"""The pages, each with what it shows of the demonstration's ledger: whoever looks at all of them goes this way."""

from dataclasses import dataclass

SECRETARY, APPROVER, AUDITOR, LEADER = "demo-secretary", "demo-approver", "demo-auditor", "demo-leader"
CLUSTER, PROVINCE, COUNTRY = "cluster/cum-iv-2020@2020-01-01/2020-05", "area/54/2020-05", "area/VN/2020-05"


@dataclass(frozen=True)
class Stop:
    """``route``: name of the address; ``reader``: who is signed in, None for nobody."""

    name: str
    route: str
    address: str
    reader: str | None = SECRETARY
    status: int = 200


TOUR = (
    Stop("log-in", "account_login", "/account/login/", None),
    Stop("demonstration", "demonstration", "/demonstration/", None),
    Stop("dashboard-cluster", "dashboard", f"/{CLUSTER}/"),
    Stop("dashboard-province", "dashboard", f"/{PROVINCE}/", APPROVER),
    Stop("dashboard-country", "dashboard", f"/{COUNTRY}/", LEADER),
    Stop("league-cluster", "league", f"/{CLUSTER}/league/"),
    Stop("league-country", "league", f"/{COUNTRY}/league/", LEADER),
    Stop("series-choice", "series", f"/{PROVINCE}/series/", APPROVER),
    Stop("series", "series", f"/{PROVINCE}/series/collections/", APPROVER),
    Stop("trace", "trace", f"/{PROVINCE}/trace/collections/", APPROVER),
    Stop("submissions", "submissions", "/submissions/", APPROVER),
    Stop("submission", "submission", "/submissions/10/", APPROVER),
    Stop("missing", "missing", f"/{CLUSTER}/missing/"),
    Stop("audit", "audit", "/audit/", AUDITOR),
    Stop("pick-unit", "pick-unit", "/pick/unit/?q=phu+yen"),
    Stop("password", "account_change_password", "/account/password/", APPROVER),
    Stop("second-factor", "mfa_index", "/account/second-factor/", APPROVER),
    Stop("sessions", "usersessions_list", "/account/sessions/", APPROVER),
    Stop("not-found", "", "/area/nowhere/2020-05/", SECRETARY, 404),
)
