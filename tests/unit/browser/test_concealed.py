"""What password fields hold is masked in HTML."""

import pytest

from flow_builder.browser.concealed import masked


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('<input type="password" value="hunter2">', '<input type="password" value="•••">'),
        ('<INPUT name="a" VALUE="a > b" TYPE="Password">', '<INPUT name="a" VALUE="•••" TYPE="Password">'),
        ('<input value="" type="password" data-x="1">', '<input value="•••" type="password" data-x="1">'),
        (
            '<input type="text" value="kept"><p>type="password"</p>',
            '<input type="text" value="kept"><p>type="password"</p>',
        ),
        ('<input type="password"><b value="kept">', '<input type="password"><b value="kept">'),
        ('<input title="> type=\'password\'" value="kept">', '<input title="> type=\'password\'" value="kept">'),
        ("<p>no field</p>", "<p>no field</p>"),
    ],
    ids=["plain", "any case", "empty", "text", "no value", "in another attribute", "none"],
)
def test_values_of_password_fields_are_masked_and_others_are_not(html: str, clean: str) -> None:
    assert masked(html) == clean
