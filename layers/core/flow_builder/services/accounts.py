"""Accounts: made, changed, proven by mail. What is sent by mail is good once and for a while."""

from dataclasses import dataclass
from urllib.parse import quote

from flow_builder.auth import passwords
from flow_builder.domain.account import User, canonical
from flow_builder.domain.caller import Caller
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import Conflict, Forbidden
from flow_builder.services import sign_ins
from flow_builder.services.app import App
from flow_builder.services.bearers import with_host_token
from flow_builder.services.login import Grant, open_session, slow_down
from flow_builder.store.folder_lock import TOKEN_PREFIX

_SIGN_UP_S = 86_400
_RESET_S = 3_600
_FRESH_MS = 10 * 60_000
"""How old a session may be to count as proof where there is no password to ask for."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the web app has the pages that mails lead to; `base` is its address."""

    base: str

    def to(self, page: str, token: str) -> str:
        """Returns the address of a page with a token, which stays out of servers' logs behind the #."""
        return f"{self.base}/auth/{page}#token={quote(token)}"


async def create_owner(app: App, email: str, password: str, name: str, caller: Caller) -> Grant:
    """Makes the first account of an installation, which takes over its workspace, and signs its user in.

    Forbidden `auth.elsewhere` unless called on this machine or with the host's token, Unauthenticated for a token that is
    not; Conflict `auth.owned`, InvalidInput `password.weak`.
    """
    if caller.token is not None and caller.token.startswith(TOKEN_PREFIX):
        await with_host_token(app, caller, caller.token)
    elif not caller.here:
        raise Forbidden(
            "The owner's account is created on the machine that the host runs on.",
            code="auth.elsewhere",
            hint="Open the app there, or send the token in the data folder's host.json as `Authorization: Bearer …`. "
            "On AWS, `make deploy` asks for it.",
        )
    if await app.stores.accounts.owner() is not None:
        raise _owned()
    passwords.check_new(password, email)
    user = new_user(email, name, workspace=app.settings.workspace)
    hashed = await passwords.hashed(password)
    member = Member(user=user.id, workspace=user.workspace, role=Role.OWNER)
    try:
        await app.stores.accounts.create(user, member, password=hashed, identity=None, owner=True)
    except Conflict as error:
        raise (_owned() if await app.stores.accounts.owner() is not None else _exists()) from error
    return await open_session(app, user, caller, "auth_create_owner", 201)


def new_user(
    email: str, name: str, *, workspace: str | None = None, verified: bool = False, has_password: bool = True
) -> User:
    """Returns an account with a fresh id, not stored yet; without a workspace it gets a personal one of its own."""
    at = now()
    own = workspace or new_id("ws", at)
    return User(
        id=new_id("user", at),
        email=email,
        name=name,
        verified=verified,
        workspace=own,
        has_password=has_password,
        created_at=at,
    )


async def sign_up(app: App, email: str, name: str, caller: Caller, links: Links) -> None:
    """Mails a link with which an account can be made; whether there is one already is only told to who reads the mail.

    Raises what `check_sign_up` does, TooMany `auth.slow_down`.
    """
    await check_sign_up(app)
    await slow_down(app, "mail", canonical(email), caller.network)
    app.mail.later(_mail_sign_up(app, email, name, links))


async def check_sign_up(app: App) -> None:
    """Raises Forbidden `auth.sign_up_closed` or Conflict `auth.no_owner` where strangers make no accounts."""
    if app.settings.sign_up == "closed":
        raise Forbidden("Sign-up is closed on this host.", code="auth.sign_up_closed", hint="Ask who runs this host.")
    if app.settings.accounts == "auto" and await app.stores.accounts.owner() is None:
        raise Conflict("The owner's account comes first.", code="auth.no_owner", hint="POST /auth/owner makes it.")


async def verify(app: App, token: str, password: str, caller: Caller) -> Grant:
    """Makes the account that a mail offered, and signs its user in; NotFound `link.invalid`, Conflict `account.exists`.

    The password is chosen now, by who reads the mail: an account that a stranger prepared would have theirs.
    """
    data = await app.stores.one_time.look_up("sign_up", token)
    passwords.check_new(password, data["email"])
    hashed = await passwords.hashed(password)
    await app.stores.one_time.redeem("sign_up", token)
    user = new_user(data["email"], data["name"], verified=True)
    await store_user(app, user, password=hashed)
    return await open_session(app, user, caller, "auth_verify", 201)


async def store_user(app: App, user: User, *, password: str | None) -> None:
    """Stores a new account with its personal workspace; Conflict `account.exists`."""
    member = Member(user=user.id, workspace=user.workspace, role=Role.OWNER)
    try:
        await app.stores.accounts.create(user, member, password=password, identity=None, owner=False)
    except Conflict as error:
        raise _exists() from error


async def forgot(app: App, email: str, caller: Caller, links: Links) -> None:
    """Mails a link with which the password can be replaced, if there is such an account; TooMany `auth.slow_down`."""
    await slow_down(app, "mail", canonical(email), caller.network)
    app.mail.later(_mail_reset(app, email, caller, links))


async def reset(app: App, token: str, password: str, caller: Caller) -> None:
    """Replaces a password by mail and ends all sessions; NotFound `link.invalid`, InvalidInput `password.weak`."""
    data = await app.stores.one_time.look_up("reset", token)
    user = await app.stores.accounts.get(data["user"])
    passwords.check_new(password, user.email)
    hashed = await passwords.hashed(password)
    await app.stores.one_time.redeem("reset", token)
    await app.stores.one_time.withdraw(user.id)
    verified = user.verified or data["email"] == user.email
    await app.stores.accounts.change(user.id, password=hashed, has_password=True, verified=verified)
    await app.stores.accounts.end_sessions(user.id)
    await sign_ins.tell(app, user, "auth_reset", caller, 204)


async def account_of(app: App, principal: Principal) -> User:
    """Returns the account of who asks; NotFound for anybody without one, whom the permission table keeps away."""
    return await app.stores.accounts.get(principal.id)


async def reassured(app: App, principal: Principal, password: str | None) -> User:
    """Returns the account of who asks, after its password was given once more.

    Without a password (accounts of an outside issuer), the session must be fresh. Raises Forbidden `auth.password`,
    `auth.stale`, TooMany `auth.slow_down`.
    """
    user = await account_of(app, principal)
    stored = (await app.stores.accounts.proofs(user.id)).password
    if stored is None:
        session = await app.stores.accounts.session(user.id, principal.session or "")
        if session is None or now() - session["created_at"] > _FRESH_MS:
            raise Forbidden("This needs a recent sign-in.", code="auth.stale", hint="Sign in again first.")
        return user
    await slow_down(app, "password", user.id, principal.session or "")
    if not await passwords.matches(stored, password or ""):
        raise Forbidden("The password is wrong.", code="auth.password", field="/password")
    await app.stores.attempts.succeed("password", user.id, principal.session or "")
    return user


async def change_password(app: App, principal: Principal, current: str | None, password: str) -> None:
    """Replaces the password and ends all other sessions; raises what `reassured` does, InvalidInput `password.weak`."""
    user = await reassured(app, principal, current)
    passwords.check_new(password, user.email)
    await app.stores.accounts.change(user.id, password=await passwords.hashed(password), has_password=True)
    await app.stores.one_time.withdraw(user.id)
    await app.stores.accounts.end_sessions(user.id, but=principal.session)
    app.mail.later(_mail_changed(app, user.email, "Your password was changed."))


async def change_email(app: App, principal: Principal, email: str, password: str | None, links: Links) -> None:
    """Mails a link to another address, which becomes the account's when it is followed; raises what `reassured` does."""
    user = await reassured(app, principal, password)
    await slow_down(app, "mail", user.id)
    app.mail.later(_mail_move(app, user, email, links))


async def confirm_email(app: App, token: str, caller: Caller) -> User:
    """Gives an account the address that a mail was sent to; NotFound `link.invalid`, Conflict `account.exists`."""
    data = await app.stores.one_time.redeem("email", token)
    user = await app.stores.accounts.get(data["user"])
    try:
        moved = await app.stores.accounts.move(user, data["email"])
    except Conflict as error:
        raise _exists() from error
    await sign_ins.tell(app, moved, "auth_confirm_email", caller, 200)
    if canonical(moved.email) != canonical(user.email):
        app.mail.later(_mail_changed(app, user.email, f"Your account's e-mail address is now {moved.email}."))
    return moved


async def _mail_sign_up(app: App, email: str, name: str, links: Links) -> None:
    if await app.stores.accounts.by_email(email) is not None:
        text = (
            f"Somebody, you perhaps, asked for an account with this address. You have one: sign in at\n\n{links.base}\n"
        )
        await app.mail.send(email, "You have an account already", text)
        return
    token = await app.stores.one_time.allow("sign_up", {"email": email, "name": name}, _SIGN_UP_S)
    text = (
        f"To make your Flow Builder account, choose a password here within a day:\n\n{links.to('verify', token)}\n\n"
        "If you did not ask for this, do nothing: there will be no account.\n"
    )
    await app.mail.send(email, "Confirm your e-mail address", text)


async def _mail_reset(app: App, email: str, caller: Caller, links: Links) -> None:
    user = await app.stores.accounts.by_email(email)
    if user is None:
        return
    await sign_ins.tell_asked(app, user, "auth_forgot", caller)
    token = await app.stores.one_time.allow("reset", {"user": user.id, "email": user.email}, _RESET_S, user.id)
    text = (
        f"To choose another password, follow this link within an hour:\n\n{links.to('reset', token)}\n\n"
        "If you did not ask for this, do nothing: your password stays as it is.\n"
    )
    await app.mail.send(user.email, "Choose another password", text, _RESET_S)


async def _mail_move(app: App, user: User, email: str, links: Links) -> None:
    other = await app.stores.accounts.by_email(email)
    if other is not None and other.id != user.id:
        text = "Somebody wanted to use this address for their account. It belongs to yours, so they cannot.\n"
        await app.mail.send(email, "Your e-mail address", text)
        return
    token = await app.stores.one_time.allow("email", {"user": user.id, "email": email}, _SIGN_UP_S, user.id)
    text = f"To make this the address of your account, follow this link within a day:\n\n{links.to('email', token)}\n"
    await app.mail.send(email, "Confirm your e-mail address", text)


async def _mail_changed(app: App, email: str, what: str) -> None:
    text = f"{what}\n\nIf that was not you, reset your password now and look at your sessions.\n"
    await app.mail.send(email, "Your account was changed", text)


def _owned() -> Conflict:
    return Conflict("This host already has an owner.", code="auth.owned", hint="Sign in, or ask the owner.")


def _exists() -> Conflict:
    return Conflict("There is already an account with this address.", code="account.exists", hint="Sign in to it.")
