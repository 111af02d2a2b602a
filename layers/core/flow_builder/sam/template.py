"""The SAM template of an ejected flow, as the JSON that its YAML says."""

from collections.abc import Mapping
from typing import Any

from flow_builder.compiler.access import policy_of
from flow_builder.compiler.stages import stages, works
from flow_builder.domain.plan import Plan
from flow_builder.domain.schedule import ScheduleSpec
from flow_builder.nodes.base import NodeType
from flow_builder.schedules.expressions import expressions

Json = dict[str, Any]
_MACHINE = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}-flow"


def ref(name: str) -> Json:
    """Returns a reference to a resource or parameter."""
    return {"Ref": name}


def arn(name: str) -> Json:
    """Returns the ARN of a resource."""
    return {"Fn::GetAtt": [name, "Arn"]}


def sub(text: str) -> Json:
    """Returns a text with references in it."""
    return {"Fn::Sub": text}


def allow(sid: str, actions: list[str], resource: Any, **equals: str) -> Json:
    """Returns one statement of a policy; what it allows may need condition keys to equal something."""
    statement = {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}
    return {**statement, "Condition": {"StringEquals": equals}} if equals else statement


def has_pages(plan: Plan) -> bool:
    """Tells whether a plan needs browser workers."""
    return any(work.region.lane == "browser" for work in works(stages(plan)))


def template_of(plan: Plan, catalogue: Mapping[str, NodeType]) -> Json:
    """Returns the template of a plan's application."""
    pages = has_pages(plan)
    resources = {**_code(plan), **_machine(pages), **_state(), **_work_role(plan, catalogue)}
    parameters: Json = {}
    if pages:
        from flow_builder.sam.workers import WORKER_PARAMETERS, workers

        resources |= workers()
        parameters = WORKER_PARAMETERS
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": f"The flow {plan.name!r}"[:1_000],
        **({"Parameters": parameters} if parameters else {}),
        "Globals": {"Function": _globals()},
        "Resources": resources,
        "Outputs": {
            "StartFunction": {"Description": "The function that starts runs", "Value": ref("StartFunction")},
            "StateMachine": {"Description": "The machine of the flow", "Value": ref("Flow")},
            "CredentialsSecret": {"Description": "The secret for the flow's credentials", "Value": ref("Credentials")},
        },
    }


def _globals() -> Json:
    return {
        "Runtime": "python3.12",
        "Architectures": ["arm64"],
        "Handler": "app.handler",
        "MemorySize": 1024,
        "Layers": [ref("CoreLayer"), ref("DepsLayer")],
        "Environment": {"Variables": environment()},
    }


def environment() -> Json:
    """Returns what the application's hosts are told."""
    return {
        "FLOW_TABLE": ref("Table"),
        "FLOW_BUCKET": ref("Blobs"),
        "FLOW_KMS_KEY": arn("SealingKey"),
        "FLOW_KMS_MAC_KEY": arn("DerivingKey"),
        # It has its one machine, and makes no others.
        "FLOW_MACHINES": sub("${AWS::StackName}-flow"),
        "FLOW_MACHINE_ROLE": "-",
        "FLOW_CREDENTIALS": ref("Credentials"),
    }


def state_policy() -> Json:
    """Returns what hosts may do with the state of the application."""
    table = ["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "UpdateItem"]
    files = ["AbortMultipartUpload", "DeleteObject", "GetObject", "PutObject"]
    return {
        "Version": "2012-10-17",
        "Statement": [
            allow("State", [f"dynamodb:{each}" for each in table], [arn("Table"), sub("${Table.Arn}/index/*")]),
            allow("Files", [f"s3:{each}" for each in files], sub("${Blobs.Arn}/*")),
            allow("FilesThatAreMissing", ["s3:ListBucket"], arn("Blobs")),
            allow("Sealing", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], arn("SealingKey")),
            allow("DerivedKeys", ["kms:GenerateMac"], arn("DerivingKey")),
            allow("Credentials", ["secretsmanager:GetSecretValue"], ref("Credentials")),
            allow(
                "Tasks", ["states:SendTaskFailure", "states:SendTaskHeartbeat", "states:SendTaskSuccess"], sub(_MACHINE)
            ),
        ],
    }


def _code(plan: Plan) -> Json:
    layer = {"CompatibleRuntimes": ["python3.12"], "RetentionPolicy": "Retain"}
    start = {"Version": "2012-10-17", "Statement": [allow("Runs", ["states:StartExecution"], sub(_MACHINE))]}
    return {
        "CoreLayer": {
            "Type": "AWS::Serverless::LayerVersion",
            "Properties": {"ContentUri": "layers/core", **layer},
            "Metadata": {"BuildMethod": "python3.12"},
        },
        "DepsLayer": {
            "Type": "AWS::Serverless::LayerVersion",
            "Properties": {"ContentUri": "layers/deps", **layer},
            "Metadata": {"BuildMethod": "makefile"},
        },
        "RunStepFunction": _function("run_step", 900, [state_policy()], AutoPublishAlias="live"),
        "RunStepLog": _log(),
        "StartFunction": _function(
            "start", 60, [state_policy(), start], Environment={"Variables": {"FLOW_MACHINE": sub(_MACHINE)}},
            **_schedules(plan),
        ),
        "StartLog": _log(),
    }  # fmt: skip


def _function(name: str, seconds: int, policies: list[Json], **more: Any) -> Json:
    log = {"run_step": "RunStepLog", "start": "StartLog"}[name]
    properties = {
        "CodeUri": f"functions/{name}",
        "Timeout": seconds,
        "LoggingConfig": {"LogFormat": "JSON", "LogGroup": ref(log)},
        "Policies": policies,
        **more,
    }
    return {"Type": "AWS::Serverless::Function", "Properties": properties}


def _log() -> Json:
    kept = {"DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete"}
    return {"Type": "AWS::Logs::LogGroup", **kept, "Properties": {"RetentionInDays": 30}}


def _schedules(plan: Plan) -> Json:
    """Returns the events that start the flow by itself: its schedules, but for those of one day."""
    from flow_builder.domain.plan import steps

    found: Json = {}
    for step in steps(plan.root):
        if step.type != "trigger.schedule" or step.disabled:
            continue
        spec = ScheduleSpec.model_validate(step.config)
        for each in expressions(spec, 0):
            if each.repeats:
                told = {"ScheduleExpression": each.text, "ScheduleExpressionTimezone": each.timezone, "Input": "{}"}
                found[f"Schedule{len(found) + 1}"] = {"Type": "ScheduleV2", "Properties": told}
    return {"Events": found} if found else {}


def _machine(pages: bool) -> Json:
    called = ["lambda:InvokeFunction"]
    statements = [allow("Parts", called, [arn("RunStepFunction"), sub("${RunStepFunction.Arn}:*")])]
    statements.append(allow("Batches", ["states:StartExecution"], sub(_MACHINE)))
    batches = sub(f"{_MACHINE.replace(':stateMachine:', ':execution:')}:*")
    statements.append(allow("EndsOfBatches", ["states:DescribeExecution"], batches))
    items = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"]
    statements.append(allow("ItemsOfLoops", items, sub("${Blobs.Arn}/maps/*")))
    given: Json = {"RunStepFunction": ref("RunStepFunction.Version"), "BlobsBucket": ref("Blobs")}
    if pages:
        from flow_builder.sam.workers import SUBSTITUTIONS, order_statements

        statements += order_statements()
        given |= SUBSTITUTIONS
    return {
        "Flow": {
            "Type": "AWS::Serverless::StateMachine",
            "Properties": {
                "Name": sub("${AWS::StackName}-flow"),
                "DefinitionUri": "statemachine/flow.asl.json",
                "DefinitionSubstitutions": given,
                "Role": arn("MachineRole"),
            },
        },
        "MachineRole": role("states.amazonaws.com", "machine", statements),
    }


def role(service: str, name: str, statements: list[Json]) -> Json:
    """Returns a role that a service takes on."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": service},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": ref("AWS::AccountId")}},
            }
        ],
    }
    policy = {"PolicyName": name, "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": trust, "Policies": [policy]}}


def _work_role(plan: Plan, catalogue: Mapping[str, NodeType]) -> Json:
    """Returns the role for what the flow's nodes call of AWS, which credentials of the type `aws` may name."""
    policy = policy_of(plan, catalogue)
    if policy is None:
        return {}
    account = sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")
    trust = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}
    statements = [
        {**each, "Resource": [sub(one) if "${" in one else one for one in each["Resource"]]}
        for each in policy["Statement"]
    ]
    made = {"PolicyName": "work", "PolicyDocument": {**policy, "Statement": statements}}
    assumed = {"Version": "2012-10-17", "Statement": [trust]}
    return {
        "WorkRole": {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": assumed, "Policies": [made]},
        }
    }


def _state() -> Json:
    kept = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
    owner = sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")
    owned = {"Effect": "Allow", "Principal": {"AWS": owner}, "Action": "kms:*", "Resource": "*"}
    key = {"KeyPolicy": {"Version": "2012-10-17", "Statement": [owned]}}
    hmac = {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}
    return {
        "Table": {"Type": "AWS::DynamoDB::Table", **kept, "Properties": _table()},
        "Blobs": {"Type": "AWS::S3::Bucket", **kept, "Properties": _bucket()},
        "SealingKey": {"Type": "AWS::KMS::Key", **kept, "Properties": {"EnableKeyRotation": True, **key}},
        "DerivingKey": {"Type": "AWS::KMS::Key", **kept, "Properties": {**hmac, **key}},
        "Credentials": {
            "Type": "AWS::SecretsManager::Secret",
            **kept,
            "Properties": {"Description": "The flow's credentials by name, see README.md", "SecretString": "{}"},
        },
    }


def _table() -> Json:
    names = ("pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk")

    def keys(prefix: str) -> list[Json]:
        return [
            {"AttributeName": f"{prefix}pk", "KeyType": "HASH"},
            {"AttributeName": f"{prefix}sk", "KeyType": "RANGE"},
        ]

    indexes = [
        {"IndexName": each, "KeySchema": keys(each), "Projection": {"ProjectionType": "ALL"}}
        for each in ("gsi1", "gsi2")
    ]
    return {
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in names],
        "KeySchema": keys(""),
        "GlobalSecondaryIndexes": indexes,
        "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": True},
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "SSESpecification": {"SSEEnabled": True},
    }


def _bucket() -> Json:
    blocked = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    sealed = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    return {
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [sealed]},
        "PublicAccessBlockConfiguration": dict.fromkeys(blocked, True),
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        "LifecycleConfiguration": {
            "Rules": [{"Id": "ForgetItemsOfLoops", "Status": "Enabled", "Prefix": "maps/", "ExpirationInDays": 30}]
        },
    }
