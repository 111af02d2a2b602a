import pytest
from pydantic import ValidationError

from flow_builder.domain.politeness import Politeness, Rules, SitePolicy, rules_for


def test_public_sites_get_a_pause_and_two_visits_at_once_and_ones_own_networks_do_not() -> None:
    assert rules_for("example.com", Politeness()) == Rules("example.com", "obey", 1.0, 2)
    own = rules_for("127.0.0.1", Politeness(), public=False)
    assert own == Rules("127.0.0.1", "obey", 0.0, 0)
    assert own.unlimited


def test_what_is_set_for_all_holds_for_ones_own_networks_too() -> None:
    assert rules_for("10.0.0.7", Politeness(delay_s=3, concurrency=1), public=False).delay_s == 3


def test_the_session_goes_before_the_domain_and_that_before_the_workspace() -> None:
    policy = Politeness(
        robots="warn", delay_s=9, concurrency=9, domains={"Example.com.": SitePolicy(delay_s=5, concurrency=5)}
    )
    found = rules_for("shop.example.com", policy, SitePolicy(concurrency=0))
    assert found == Rules("example.com", "warn", 5.0, 0)


def test_the_closest_domain_counts_and_no_part_of_a_label() -> None:
    policy = Politeness(domains={"example.com": SitePolicy(delay_s=5), "api.example.com": SitePolicy(delay_s=0)})
    assert rules_for("v1.api.example.com", policy).domain == "api.example.com"
    assert rules_for("myexample.com", policy) == Rules("myexample.com", "obey", 1.0, 2)


@pytest.mark.parametrize("name", ["", "a b", "https://example.com", "exa/mple", "*"])
def test_a_rule_is_for_a_domain(name: str) -> None:
    with pytest.raises(ValidationError, match="not a domain"):
        Politeness(domains={name: SitePolicy()})


@pytest.mark.parametrize("wrong", [{"delay_s": -1}, {"concurrency": -1}, {"robots": "maybe"}, {"delays": 1}])
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SitePolicy.model_validate(wrong)
