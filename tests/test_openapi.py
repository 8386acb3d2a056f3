"""The document of our routes is true."""

import re
from importlib.metadata import version

import pytest
from fakes.document import DOCUMENT, ROUTES, operations, resolved
from fakes.provoked import PROVOKED, Line
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from ivr.twilio.form import read_message_form, read_voice_form

AUTOMATIC = {"HEAD", "OPTIONS"}


@pytest.fixture
def app(make_app):
    """Give a hotline with the phone page: it is in the document, too."""
    return make_app(has_phone=True)


@pytest.fixture
def line(app, client, twilio, clock, rooms):
    return Line(app, client, twilio, clock, rooms)


def test_the_document_is_one():
    """It is valid OpenAPI 3.1, and of this version."""
    validate(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert DOCUMENT["info"]["version"] == version("saldo-ivr")


def test_every_route_is_in_the_document(app):
    """It has our routes and their methods, and no others."""
    routes = {
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - AUTOMATIC
    }
    assert set(operations()) == routes


@pytest.mark.parametrize("path", sorted(it for it in ROUTES if it.startswith("/phone")))
def test_a_route_allows_what_is_documented(client, path):
    """Who asks the phone page's routes for their methods is told those, and no others."""
    asked = re.sub(r"{\w+}", "1", path)
    told = client.options(asked, content_type="application/json").headers["Allow"]
    documented = {method for method, known in operations() if known == path}
    assert set(told.split(", ")) - AUTOMATIC == documented


def test_every_status_can_be_provoked():
    """None is in the document that we do not know how to get."""
    documented = {
        (operation["operationId"], int(status))
        for operation in operations().values()
        for status in operation["responses"]
    }
    assert documented == set(PROVOKED)


@pytest.mark.parametrize(("name", "status"), PROVOKED)
def test_a_response_is_as_documented(line, name, status):
    """Its status, its headers and its kind of content are those of the document."""
    response = PROVOKED[name, status](line)
    assert response.status_code == status
    operation = next(it for it in operations().values() if it["operationId"] == name)
    documented = resolved(operation["responses"][str(status)])
    for header, told in documented["headers"].items():
        conforms(response.headers.get(header), told["schema"])
    content = documented.get("content", {})
    assert bool(response.data) == bool(content)
    assert not content or response.mimetype in content
    if schema := content.get(response.mimetype, {}).get("schema"):
        conforms(response.json if response.is_json else response.text, schema)


def conforms(value, schema):
    Draft202012Validator(schema).validate(value)


FORMS = {
    read_voice_form: ("Call", "Turn"),
    read_message_form: ("Message",),
}


@pytest.mark.parametrize(("reader", "names"), FORMS.items())
def test_what_is_read_of_a_form_is_documented(reader, names):
    """The fields of the document are those that are read, and the same are needed."""
    read = []

    class Form(dict):
        def get(self, name, default=None):
            read.append(name)
            return super().get(name, default)

    schemas = [DOCUMENT["components"]["schemas"][name] for name in names]
    form = Form({name: ["CA1"] for name in schemas[0]["required"]})
    reader(form)
    assert set(read) == {name for it in schemas for name in it["properties"]}
