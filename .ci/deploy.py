"""Deploys the product to an AWS account: builds, deploys the template, then the web app and the image of browser workers.

`make deploy` asks what it needs to know the first time and keeps the answers in samconfig.toml. As long as the stack has no
owner it offers to make the owner's account, which needs no mail server.
"""

import json
import mimetypes
import os
import re
import secrets
import shutil
import subprocess
import sys
import tomllib
from base64 import b64decode
from getpass import getpass
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "samconfig.toml"
WEB = ROOT / "frontend" / "dist"
SAM = "aws-sam-cli>=1.150"
NONCE = "__CSP_NONCE__"
QUESTIONS = (
    ("Model", "lean or standard (private subnets, faster starts, about 35 $ a month for a NAT gateway)?", "lean"),
    ("BrowserMode", "Browser workers: zero-scale or warm?", "zero-scale"),
    ("SignUp", "May strangers make accounts: open or closed?", "open"),
    ("AlarmEmail", "Who gets alarms (an e-mail address, or nothing)?", ""),
    ("MonthlyBudget", "Warn at how many US dollars a month (0 for never)?", "0"),
)


def main(stage: str) -> None:
    """Deploys; exits with what is wrong and what to do about it."""
    uv = Path(sys.executable).with_name("uv")
    account, region = _account()
    stack, overrides = settings(stage)
    _say(f"Deploying {stack} to the account {account} in {region}.")
    if not _exists(stack):
        overrides |= _asked(overrides)
        keep(stage, overrides)
    nonce = secrets.token_urlsafe(16)
    sam = [str(uv), "tool", "run", "--from", SAM, "sam"]
    _run([*sam, "build"], UV=str(uv))
    given = [f"{name}={value}" for name, value in ({**overrides, "StyleNonce": nonce}).items()]
    _run(
        [
            *sam,
            "deploy",
            "--config-env",
            _section(stage),
            "--no-fail-on-empty-changeset",
            "--parameter-overrides",
            *given,
        ]
    )
    outputs = _outputs(stack)
    if "WebBucket" in outputs:
        publish_web(boto3.client("s3"), outputs["WebBucket"], WEB, nonce)
        _renew(outputs["Distribution"])
    _push(outputs["BrowserRepository"])
    if sys.stdin.isatty():
        make_owner(boto3.client("lambda"), stack)
    _say(f"\nFlow Builder is at {outputs['Address']}.")


def settings(stage: str) -> tuple[str, dict[str, str]]:
    """Returns a stage's stack name and its parameters, as samconfig.toml has them."""
    config = tomllib.loads(CONFIG.read_text("utf-8"))
    section = config[_section(stage)]
    given = section["deploy"]["parameters"]
    name = given.get("stack_name") or config["default"]["global"]["parameters"]["stack_name"]
    return name, dict(each.split("=", 1) for each in given["parameter_overrides"].split())


def keep(stage: str, overrides: dict[str, str]) -> None:
    """Writes a stage's parameters to samconfig.toml, whose other lines stay as they are."""
    text = CONFIG.read_text("utf-8")
    line = 'parameter_overrides = "' + " ".join(f"{name}={value}" for name, value in overrides.items() if value) + '"'
    head, found, rest = text.partition(f"[{_section(stage)}.deploy.parameters]")
    CONFIG.write_text(head + found + re.sub(r'parameter_overrides = "[^"]*"', lambda _: line, rest, count=1), "utf-8")


def publish_web(s3: Any, bucket: str, folder: Path, nonce: str) -> None:
    """Puts the built web app into its bucket, its page last: that names the other files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda path: path.name == "index.html"):
        key = path.relative_to(folder).as_posix()
        body = path.read_bytes()
        kept = "public, max-age=31536000, immutable" if key.startswith("assets/") else "public, max-age=3600"
        if key == "index.html":
            body, kept = body.replace(NONCE.encode(), nonce.encode()), "no-cache"
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=kind, CacheControl=kept)


def make_owner(functions: Any, stack: str) -> None:
    """Asks for the owner's account and makes it, unless there is one."""
    if called(functions, stack, "GET", "/api/v1/auth")["accounts"] == "there":
        return
    email = input("\nE-mail address of the owner's account (Enter to be asked at the next deployment): ").strip()
    while email:
        account = {"email": email, "password": getpass("Password: ")}
        said = called(functions, stack, "POST", "/api/v1/auth/owner", account)
        if "access_token" in said:
            return
        _say(" ".join(filter(None, (said["detail"], said.get("hint")))))


def called(functions: Any, stack: str, method: str, path: str, body: Any = None) -> dict[str, Any]:
    """Returns what the API answers to a call from its own machine: whoever may invoke its function runs the host."""
    text = "" if body is None else json.dumps(body)
    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "make deploy"}
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "localhost", "content-type": "application/json", "content-length": str(len(text))},
        "requestContext": {"http": http, "stage": "$default"},
        "body": text,
        "isBase64Encoded": False,
    }
    answer = functions.invoke(FunctionName=f"{stack}-api", Qualifier="live", Payload=json.dumps(event))
    said = json.loads(answer["Payload"].read())
    if "body" not in said:
        raise SystemExit(f"The function {stack}-api failed: {said.get('errorMessage', said)}")
    found: dict[str, Any] = json.loads(said["body"])
    return found


def _section(stage: str) -> str:
    return "default" if stage == "dev" else stage


def _account() -> tuple[str, str]:
    session = boto3.Session()
    if session.region_name is None:
        raise SystemExit("No region is set: export AWS_REGION=eu-central-1, or the one you want.")
    try:
        return session.client("sts").get_caller_identity()["Account"], session.region_name
    except (BotoCoreError, ClientError) as error:
        raise SystemExit(
            f"AWS does not let you in: {error}.\nSign in first, for example with `aws sso login`."
        ) from error


def _exists(stack: str) -> bool:
    try:
        boto3.client("cloudformation").describe_stacks(StackName=stack)
    except ClientError:
        return False
    return True


def _outputs(stack: str) -> dict[str, str]:
    (found,) = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    return {each["OutputKey"]: each["OutputValue"] for each in found["Outputs"]}


def _asked(known: dict[str, str]) -> dict[str, str]:
    _say("This is the first deployment. Press Enter to take what is in brackets.")
    found = {}
    for name, question, default in QUESTIONS:
        usual = known.get(name, default)
        found[name] = input(f"  {question} [{usual}] ").strip() or usual
    return found


def _renew(distribution: str) -> None:
    batch = {"Paths": {"Quantity": 2, "Items": ["/", "/index.html"]}, "CallerReference": secrets.token_hex(8)}
    boto3.client("cloudfront").create_invalidation(DistributionId=distribution, InvalidationBatch=batch)


def _push(repository: str) -> None:
    """Builds the image of browser workers and pushes it, where there is Docker."""
    if shutil.which("docker") is None:
        _say("Without Docker the image of browser workers is not built: nodes that need a page will fail until it is.")
        return
    token = boto3.client("ecr").get_authorization_token()["authorizationData"][0]["authorizationToken"]
    user, _, password = b64decode(token).decode().partition(":")
    registry = repository.partition("/")[0]
    subprocess.run(
        ["docker", "login", "--username", user, "--password-stdin", registry], input=password, text=True, check=True
    )
    image = f"{repository}:latest"
    file = str(ROOT / "containers" / "browser" / "Dockerfile")
    _run(["docker", "buildx", "build", "--platform", "linux/arm64", "--push", "-t", image, "-f", file, str(ROOT)])


def _run(command: list[str], **environment: str) -> None:
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        raise SystemExit(f"`{' '.join(command[:8])} …` failed; what it says is above. Nothing after it was done.")


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
