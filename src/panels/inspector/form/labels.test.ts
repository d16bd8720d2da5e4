import { describe, expect, it } from 'vitest';
import { dottedPath, labelOf } from './labels.ts';

describe('labels of fields', () => {
  it.each([
    ['InstanceType', 'Instance type', undefined],
    ['VolumeSizeInGB', 'Volume size', 'GiB'],
    ['MaxRuntimeInSeconds', 'Max runtime', 's'],
    ['RoleArn', 'Role', undefined],
    ['S3OutputPath', 'S3 output path', undefined],
    ['S3Uri', 'S3 URI', undefined],
    ['VpcConfig', 'VPC config', undefined],
    ['KmsKeyId', 'KMS key ID', undefined],
    ['TrainingInputMode', 'Training input mode', undefined],
    ['Seconds', 'Seconds', undefined],
    ['HyperParameters', 'Hyper parameters', undefined],
    ['ServerSideEncryption', 'Server side encryption', undefined],
    ['MessageAttributes', 'Message attributes', undefined],
  ])('%s', (name, label, unit) => {
    expect(labelOf(name)).toEqual(unit ? { label, unit } : { label });
  });

  it('writes paths as AWS does', () => {
    expect(dottedPath('/arguments/InputDataConfig/0/DataSource/S3DataSource/S3Uri')).toBe('InputDataConfig[0].DataSource.S3DataSource.S3Uri');
    expect(dottedPath('/timeoutSeconds')).toBe('timeoutSeconds');
  });
});
