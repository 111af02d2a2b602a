"""The part of an ejected flow's template for its browser workers: one task on Fargate for each region of its machine."""

from typing import Any

from flow_builder.sam.template import allow, arn, environment, ref, role, state_policy, sub

Json = dict[str, Any]

WORKER_PARAMETERS: Json = {
    "BrowserImage": {
        "Type": "String",
        "Description": "The image of containers/browser, in a registry of your account.",
    },
    "Vpc": {"Type": "AWS::EC2::VPC::Id", "Description": "Where browser workers are."},
    "Subnets": {
        "Type": "List<AWS::EC2::Subnet::Id>",
        "Description": "Two subnets with a way to the internet.",
    },
    "PublicAddress": {
        "Type": "String",
        "Default": "ENABLED",
        "AllowedValues": ["ENABLED", "DISABLED"],
        "Description": "DISABLED for subnets that have a NAT gateway.",
    },
}
SUBSTITUTIONS: Json = {
    "BrowserCluster": arn("Cluster"),
    "BrowserTaskDefinition": ref("BrowserTask"),
    "SubnetA": {"Fn::Select": [0, ref("Subnets")]},
    "SubnetB": {"Fn::Select": [1, ref("Subnets")]},
    "WorkerSecurityGroup": {"Fn::GetAtt": ["WorkerGroup", "GroupId"]},
    "PublicAddress": ref("PublicAddress"),
}


def order_statements() -> list[Json]:
    """Returns what the machine may do with workers."""
    return [
        allow("Workers", ["ecs:RunTask"], sub("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${AWS::StackName}-browser:*")),
        allow("NamesOfWorkers", ["ecs:TagResource"], sub("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task/${Cluster}/*"), **{"ecs:CreateAction": "RunTask"}),
        allow("RolesOfWorkers", ["iam:PassRole"], [arn("WorkerRole"), arn("WorkerStartRole")]),
    ]  # fmt: skip


def workers() -> Json:
    """Returns the resources."""
    told = [
        *({"Name": name, "Value": value} for name, value in environment().items()),
        {"Name": "FLOW_REGION", "Value": ref("AWS::Region")},
    ]
    logs = {"awslogs-group": ref("WorkerLog"), "awslogs-region": ref("AWS::Region"), "awslogs-stream-prefix": "browser"}
    container = {
        "Name": "browser",
        "Image": ref("BrowserImage"),
        "Essential": True,
        "StopTimeout": 120,
        "LinuxParameters": {"InitProcessEnabled": True},
        "LogConfiguration": {"LogDriver": "awslogs", "Options": logs},
        "Environment": told,
    }
    pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    repositories = sub("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*")
    start = [
        allow("Image", pull, repositories),
        allow("Registry", ["ecr:GetAuthorizationToken"], "*"),
        allow("Logs", ["logs:CreateLogStream", "logs:PutLogEvents"], arn("WorkerLog")),
    ]
    return {
        "Cluster": {"Type": "AWS::ECS::Cluster", "Properties": {"CapacityProviders": ["FARGATE", "FARGATE_SPOT"]}},
        "BrowserTask": {
            "Type": "AWS::ECS::TaskDefinition",
            "Properties": {
                "Family": sub("${AWS::StackName}-browser"),
                "RequiresCompatibilities": ["FARGATE"],
                "RuntimePlatform": {"CpuArchitecture": "ARM64", "OperatingSystemFamily": "LINUX"},
                "NetworkMode": "awsvpc",
                "Cpu": "1024",
                "Memory": "2048",
                "TaskRoleArn": arn("WorkerRole"),
                "ExecutionRoleArn": arn("WorkerStartRole"),
                "ContainerDefinitions": [container],
            },
        },
        "WorkerRole": role("ecs-tasks.amazonaws.com", "worker", state_policy()["Statement"]),
        "WorkerStartRole": role("ecs-tasks.amazonaws.com", "start", start),
        "WorkerLog": {
            "Type": "AWS::Logs::LogGroup",
            "DeletionPolicy": "Delete",
            "UpdateReplacePolicy": "Delete",
            "Properties": {"RetentionInDays": 30},
        },
        "WorkerGroup": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "Browser workers, which reach the web and are reached by nobody",
                "VpcId": ref("Vpc"),
                "SecurityGroupEgress": [{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "The web"}],
            },
        },
    }
