"""A charging system that nobody here wrote: Prism, serving what TM Forum describes."""

import json

import pytest
from conftest import ANNA, BELGIUM, Clock
from fakes.phone import Phone
from fakes.prism import served, spec
from fakes.tmf654 import settings_of

from ivr.accounts.source import SourceUnavailableError
from ivr.accounts.tmf654 import Tmf654Accounts
from ivr.domain.account import Account, AccountStatus, PaymentMethod
from ivr.domain.money import Money

READS = {
    "bucket": lambda source: source.read(ANNA),
    "topupBalance": lambda source: source.top_ups(ANNA, 3),
    "balanceActionHistory": lambda source: source.charges(ANNA, 3),
}
DYNAMIC_READS = 20
WORDS = 'locale = "fr_BE"\n[tmf654.units]\nstring = "EUR"'
"""What an operator would write for this one, whose examples count in "string"."""


def declared(resource):
    """Give the statuses that the description declares for a resource, but 200."""
    paths = json.loads(spec("TMF654").read_text("utf-8"))["paths"]
    return [
        status
        for status in paths[f"/{resource}"]["get"]["responses"]
        if status != "200"
    ]


@pytest.fixture(scope="module")
def prism():
    with served(spec("TMF654")) as url:
        yield url


@pytest.fixture(scope="module")
def consumption():
    with served(spec("TMF677")) as url:
        yield f"{url}/queryUsageConsumption?usageConsumption.logicalResource.id={{msisdn}}"


@pytest.fixture
def asking(prism, tmp_path):
    """Give a maker of sources that ask Prism, with a `Prefer` header of its own."""
    made = []

    def make(table=WORDS, prefer=""):
        header = {"IVR_TMF654_HEADER": f"Prefer: {prefer}"} if prefer else {}
        settings = settings_of(prism, tmp_path, table, **header)
        made.append(Tmf654Accounts(settings.tmf654, Clock()))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_what_prism_serves_is_read(asking, consumption):
    """The examples of the description are an account: one piece of money, long over."""
    source = asking(f'usage_consumption = "{consumption}"\n{WORDS}')
    account = source.read(ANNA)
    assert (account.msisdn, account.locale) == (ANNA, "fr_BE")
    assert account.balance == Money(100, "EUR")
    assert account.status is AccountStatus.ACTIVE
    assert str(account.valid_until) == "1985-04-13"


def test_top_ups_and_charges_of_prism_are_read(asking):
    """A top-up that was created is on its way; an action that is not done is no charge."""
    source = asking()
    (top_up,) = source.top_ups(ANNA, 3)
    assert (top_up.amount, top_up.is_pending) == (Money(100, "EUR"), True)
    assert (top_up.method, top_up.at.year) == (PaymentMethod.AUTOMATIC, 2019)
    assert source.charges(ANNA, 3) == []


def test_a_unit_that_nobody_told_is_no_money(asking):
    """As long as "string" is not said to be euros, one of it is no balance."""
    with pytest.raises(SourceUnavailableError, match="unit of an amount is not known"):
        asking("").read(ANNA)


@pytest.mark.parametrize("resource", READS)
def test_every_declared_error_is_a_source_that_is_down(asking, resource):
    """Each is named by its status; only 404 says that there is no such number."""
    statuses = declared(resource)
    assert {"400", "401", "403", "404", "405", "409", "500"} <= set(statuses)
    for status in statuses:
        source = asking(prefer=f"code={status}")
        if status == "404":
            assert not READS[resource](source)
            continue
        with pytest.raises(SourceUnavailableError, match=f"answers {status}"):
            READS[resource](source)


def test_an_address_that_prism_does_not_know_is_no_unknown_number(prism, tmp_path):
    """With the base path, which Prism leaves out, nobody is told to have no account."""
    url = f"{prism}/tmf-api/prepayBalanceManagement/v4"
    source = Tmf654Accounts(settings_of(url, tmp_path).tmf654, Clock())
    with pytest.raises(SourceUnavailableError, match="answers 404"):
        source.read(ANNA)


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_any_answer_that_the_description_allows_breaks_nothing(asking, read):
    """Random records, absurd amounts and odd totals are read or refused, never worse."""
    source = asking(prefer="dynamic=true")
    for _ in range(DYNAMIC_READS):
        try:
            told = read(source)
        except SourceUnavailableError:
            continue
        assert told is None or isinstance(told, Account | list)


@pytest.fixture
def call(prism, tmp_path, make_app, settings):
    """Give a way to call a hotline whose accounts Prism has; Anna's PIN is ours."""

    def call(keys, **environ):
        terms = settings_of(prism, tmp_path, WORDS, **environ).tmf654
        app = make_app(accounts="tmf654", tmf654=terms)
        return Phone(app, settings).call(ANNA, BELGIUM, keys).words

    return call


def test_a_caller_hears_what_prism_serves(call):
    """A whole call over signed webhooks tells the example's balance and its state."""
    words = call("1 141421")
    assert "Votre carte a expiré" in words
    assert "Il vous reste seulement un euro de crédit." in words


def test_a_caller_hears_the_top_ups_that_prism_serves(call):
    """A top-up of the example is told as one that is still on its way."""
    words = call("4 1 141421")
    assert "Le vingt-quatre août deux mille dix-neuf, vous avez payé un euro" in words


@pytest.mark.parametrize("status", ["400", "401", "403", "405", "409", "500"])
def test_a_caller_hears_an_honest_sentence_when_prism_fails(call, status):
    """No error of the source ends a call, or is spoken as a figure."""
    words = call("2 1 0470654321 141421", IVR_TMF654_HEADER=f"Prefer: code={status}")
    assert "Cette information n'est pas disponible pour l'instant" in words
    assert "euro" not in words
