/** Actions that a generated role allows for every resource, each with the reason and its page. No other may be: tests read this table. */
export const EVERY_RESOURCE: Readonly<Record<string, string>> = {
  'sagemaker:ListTags': 'AWS’s policy for jobs of SageMaker gives it so (Step Functions guide, sagemaker-iam)',
  'sns:Publish': 'a text message goes to a telephone number, which is no resource (SNS guide, sns-access-policy-use-cases)',
  'batch:DescribeJobs': 'it has no resource type (Service Authorization Reference, AWS Batch)',
  'states:SendTaskSuccess': 'a task token is no resource (Service Authorization Reference, AWS Step Functions)',
  'states:SendTaskFailure': 'a task token is no resource (Service Authorization Reference, AWS Step Functions)',
  'states:SendTaskHeartbeat': 'a task token is no resource (Service Authorization Reference, AWS Step Functions)',
  ...ofAll('log deliveries are no resources (Step Functions guide, cw-logs)', [
    'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies',
    'logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
  ]),
  ...ofAll('traces are no resources (Step Functions guide, concepts-xray-tracing)', [
    'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
  ]),
};

function ofAll(reason: string, actions: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(actions.map((a) => [a, reason]));
}
