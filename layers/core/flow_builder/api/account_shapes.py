"""Bodies and answers of `/auth` and `/account`."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.auth import passwords
from flow_builder.domain.account import EmailAddress, Identity, PersonName, Session, User
from flow_builder.domain.principal import Kind, Role

Given = Annotated[str, Field(max_length=passwords.MOST_CHARS)]
"""A password to compare, which may be one that could not be chosen any more."""

Chosen = Annotated[
    str, Field(min_length=1, max_length=1_000, description=f"At least {passwords.LEAST_CHARS} characters.")
]
Code = Annotated[str, Field(max_length=40, description="Of the authenticator app, or a recovery code.")]
Token = Annotated[str, Field(max_length=500)]
InCookie = Annotated[
    bool,
    Field(description="For browsers: the refresh token comes as a cookie that no script can read, not in the body."),
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewOwner(_Body):
    """The first account of an installation."""

    email: EmailAddress
    password: Chosen
    name: PersonName = ""
    cookie: InCookie = False


class NewAccount(_Body):
    """An account to be confirmed by mail."""

    email: EmailAddress
    name: PersonName = ""


class Verification(_Body):
    """What a mail's link said, and the password for the new account."""

    token: Token
    password: Chosen
    cookie: InCookie = False


class SignIn(_Body):
    """Who somebody is, and what proves it."""

    email: Annotated[str, Field(max_length=320)]
    password: Given
    code: Code | None = None
    cookie: InCookie = False


class Refresh(_Body):
    """A refresh token; without one, that of the cookie."""

    refresh_token: Token | None = None


class Forgotten(_Body):
    """Whose password is to be replaced."""

    email: EmailAddress


class Reset(_Body):
    """What a mail's link said, and another password."""

    token: Token
    password: Chosen


class MailToken(_Body):
    """What a mail's link said."""

    token: Token


class Reassurance(_Body):
    """The password once more; accounts without one need a fresh session instead."""

    password: Given | None = None


class Erasure(Reassurance):
    """The same, and the account's address: what is removed does not come back."""

    email: Annotated[str, Field(max_length=320)]


class KeyRotation(_Body):
    """How keys of access tokens are to be replaced."""

    forget: Annotated[bool, Field(description="Whether tokens that older keys signed end at once.")] = False


class SigningKey(BaseModel):
    """The key that signs access tokens from now on."""

    kid: str


class NewPassword(_Body):
    """The password that is and the one to be."""

    current: Given | None = None
    password: Chosen


class NewEmail(_Body):
    """Another address, and the password once more."""

    email: EmailAddress
    password: Given | None = None


class NewName(_Body):
    """How somebody wants to be called."""

    name: PersonName


class FirstCode(_Body):
    """A code of the app that was just set up."""

    code: Code


class Begin(_Body):
    """How to sign in by an outside issuer."""

    cookie: Annotated[
        bool, Field(description="For browsers: `proof` comes as a cookie that no script can read, not in the body.")
    ] = False


class Back(_Body):
    """What the issuer's answer said, as the web app's page at `/auth/callback` got it."""

    state: Token
    code: Annotated[str, Field(max_length=8_000)]
    iss: Annotated[str, Field(max_length=2_000)] | None = None
    proof: Token | None = Field(default=None, description="Left out, that of the cookie.")


class SignInBack(Back):
    """The same, to sign in."""

    cookie: InCookie = False


class Exchange(_Body):
    """A token that an issuer gave to the client itself."""

    token: Annotated[str, Field(max_length=16_384)]
    cookie: InCookie = False


class IssuerView(BaseModel):
    """An outside issuer to sign in by."""

    name: str
    title: str


class BegunView(BaseModel):
    """Where to send the browser."""

    url: str
    proof: str | None = Field(description="To send along on the way back; null when it came as a cookie.")


class Tokens(BaseModel):
    """What a client needs who is signed in."""

    user: User
    session: str
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a name
    expires_in: int = Field(description="Seconds for which the access token holds.")
    refresh_token: str | None = Field(description="Null when it came as a cookie.")


class SignInOptions(BaseModel):
    """How people sign in here."""

    accounts: Literal["none", "there"] = Field(description="`none`: no owner's account yet.")
    open: bool = Field(description="Whether whoever sits at the machine needs no account.")
    sign_up: bool = Field(description="Whether strangers may make accounts.")
    guests: bool = Field(description="Whether people may begin without an account.")
    mails: Literal["sent", "kept"] = Field(description="`kept`: mails stay in this host's data folder.")
    issuers: list[IssuerView]
    session: bool = Field(description="Whether the browser sent the cookie of a session along.")
    guest: bool = Field(description="Whether the browser sent the cookie of a guest along.")


class Me(BaseModel):
    """Who asks, and as what."""

    kind: Kind
    workspace: str
    role: Role
    user: User | None
    refused: dict[str, Role] = Field(description="Operations that take another role, by operation id, and which.")


class SessionView(Session):
    """A place where somebody is signed in."""

    current: bool = Field(description="Whether it is the one that asks.")


class Sessions(BaseModel):
    """Where somebody is signed in, the newest first."""

    items: list[SessionView]


class Identities(BaseModel):
    """Accounts elsewhere that sign in here."""

    items: list[Identity]


class TwoFactorSetup(BaseModel):
    """What an authenticator app is to be told."""

    secret: str
    uri: str = Field(description="`otpauth://…`, for a QR code.")


class RecoveryCodes(BaseModel):
    """Codes that each replace one of the app's, once; they are shown this one time."""

    codes: list[str]


class Ended(BaseModel):
    """How many sessions were ended."""

    ended: int
