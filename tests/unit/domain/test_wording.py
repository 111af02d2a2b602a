import pytest

from flow_builder.domain.wording import more_problems, plain_message


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Input should be a valid tuple", "it should be a list"),
        ("Input should be a valid dictionary", "it should be an object"),
        ("Input should be a valid dictionary or object to extract fields from", "it should be an object"),
        ("Input should be a valid dictionary or instance of Node", "it should be an object"),
        ("Input should be greater than or equal to 1", "it should be greater than or equal to 1"),
        ("Value error, the name is taken.", "the name is taken"),
        ("Extra inputs are not permitted", "it is not a known field"),
        ("Field required", "it is missing"),
        ("Unable to extract tag using discriminator 'kind'", "it lacks `kind`, which says what kind it is"),
    ],
)
def test_messages_speak_of_json_and_not_of_python(said: str, plain: str) -> None:
    assert plain_message(said) == plain


def test_further_problems_are_counted_in_words() -> None:
    assert [more_problems(count) for count in (0, 1, 2)] == ["", " (1 more problem)", " (2 more problems)"]
