"""Fills a fresh MiniStack with what an account has after our identity template: pools, roles, a bucket.

Usage: localAwsSeed.py ENDPOINT REGION RETURN_ADDRESS...
Prints one JSON object: output names as `public/templates/` has them, and their values.
"""
import json
import sys

import botocore.session

USER, PASSWORD = "ana", "Correct-horse-1"
TEMPORARY_PASSWORD = "Temporary-horse-1"
endpoint, region, *return_addresses = sys.argv[1:]
session = botocore.session.get_session()


def client(service):
    return session.create_client(service, region_name=region, endpoint_url=endpoint, aws_access_key_id="test", aws_secret_access_key="test")


idp, identity, iam, s3 = client("cognito-idp"), client("cognito-identity"), client("iam"), client("s3")

pool = idp.create_user_pool(PoolName="cauce")["UserPool"]["Id"]
app = idp.create_user_pool_client(
    UserPoolId=pool, ClientName="cauce", GenerateSecret=False, EnableTokenRevocation=True,
    ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    AllowedOAuthFlows=["code"], AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthScopes=["openid"],
    SupportedIdentityProviders=["COGNITO"], CallbackURLs=return_addresses, LogoutURLs=return_addresses,
)["UserPoolClient"]["ClientId"]
idp.admin_create_user(UserPoolId=pool, Username=USER, MessageAction="SUPPRESS", UserAttributes=[{"Name": "email", "Value": "ana@example.com"}, {"Name": "email_verified", "Value": "true"}])
idp.admin_set_user_password(UserPoolId=pool, Username=USER, Password=PASSWORD, Permanent=True)
# Somebody new: the password is a temporary one, and a second factor may be set up.
idp.admin_create_user(UserPoolId=pool, Username="ned", TemporaryPassword=TEMPORARY_PASSWORD, MessageAction="SUPPRESS", UserAttributes=[{"Name": "email", "Value": "ned@example.com"}, {"Name": "email_verified", "Value": "true"}])
idp.set_user_pool_mfa_config(UserPoolId=pool, SoftwareTokenMfaConfiguration={"Enabled": True}, MfaConfiguration="OPTIONAL")

READ = ["states:ListStateMachines", "states:DescribeStateMachine", "states:ListStateMachineVersions", "states:ListStateMachineAliases", "states:DescribeStateMachineAlias", "states:ListTagsForResource",
        "states:ListExecutions", "states:DescribeExecution", "states:GetExecutionHistory", "states:DescribeStateMachineForExecution"]
LAUNCH = ["states:StartExecution", "states:StopExecution", "states:RedriveExecution"]
DESIGN = ["states:CreateStateMachine", "states:UpdateStateMachine", "states:ValidateStateMachineDefinition", "states:PublishStateMachineVersion",
          "states:CreateStateMachineAlias", "states:UpdateStateMachineAlias", "states:TagResource", "states:UntagResource"]


def statement(actions, resource="*", **more):
    return {"Effect": "Allow", "Action": actions, "Resource": resource, **more}


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def pool_with_role(name, *statements):
    """An identity pool and the one role that it gives to people who signed in."""
    pool_id = identity.create_identity_pool(IdentityPoolName=name, AllowUnauthenticatedIdentities=False, CognitoIdentityProviders=[{"ProviderName": f"cognito-idp.{region}.amazonaws.com/{pool}", "ClientId": app}])["IdentityPoolId"]
    trust = policy({"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
                    "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": pool_id}, "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}}})
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    iam.put_role_policy(RoleName=name, PolicyName=name, PolicyDocument=policy(*statements))
    identity.set_identity_pool_roles(IdentityPoolId=pool_id, Roles={"authenticated": role})
    return pool_id


s3.create_bucket(Bucket="cauce-artifacts", CreateBucketConfiguration={"LocationConstraint": region})
s3.put_bucket_cors(Bucket="cauce-artifacts", CORSConfiguration={"CORSRules": [{"AllowedMethods": ["PUT"], "AllowedOrigins": ["*"], "AllowedHeaders": ["*"]}]})
upload = statement(["s3:PutObject"], "arn:aws:s3:::cauce-artifacts/*")
execution_role = iam.create_role(RoleName="cauce-execution", AssumeRolePolicyDocument=policy({"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}))["Role"]["Arn"]
pass_role = statement(["iam:PassRole"], execution_role, Condition={"StringEquals": {"iam:PassedToService": "states.amazonaws.com"}})

print(json.dumps({
    "CauceRegion": region,
    "CauceUserPoolId": pool,
    "CauceClientId": app,
    "CauceUserPoolDomain": endpoint,
    "CauceIdentityPoolId": pool_with_role("cauce-designer", statement(READ + LAUNCH + DESIGN), pass_role, upload),
    "LauncherIdentityPoolId": pool_with_role("cauce-launcher", statement(READ + LAUNCH), upload),
    "CauceArtifactBucket": "cauce-artifacts",
    "ExecutionRoleArn": execution_role,
    "User": USER,
    "Password": PASSWORD,
    "TemporaryPassword": TEMPORARY_PASSWORD,
}))
