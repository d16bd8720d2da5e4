#!/usr/bin/env python3
"""Writes `<service>.json` beside this file from the service models of botocore.

Run it with `npm run models`. It makes a virtual environment of its own below node_modules/.cache with the botocore pinned
here, reads the operations in SERVICES and every shape that their requests and responses reach, and writes them in the form
`ServiceModel` of ../shape.ts: types, required members, enumerations, patterns, lengths, ranges, unions. AWS's documentation
text is not taken over; the one-line texts in docs.json are our own.

Where Step Functions differs from the API, `adapt` and the functions beside it say how and why; "recorded" means that
recordings of real executions show it, "not verified" that it is known from documentation or the Java SDK only.
Times in the description of a job that was waited for are numbers, milliseconds since 1970 (not verified for every job).
"""

import gzip
import json
import pathlib
import re
import subprocess
import sys
import venv

BOTOCORE = "1.44.8"
HERE = pathlib.Path(__file__).resolve().parent
CACHE = HERE.parents[3] / "node_modules" / ".cache" / f"botocore-{BOTOCORE}"

SERVICES = {
    "sagemaker": [
        "CreateProcessingJob", "DescribeProcessingJob", "CreateTrainingJob", "DescribeTrainingJob",
        "CreateHyperParameterTuningJob", "DescribeHyperParameterTuningJob", "CreateTransformJob", "DescribeTransformJob",
        "CreateModel", "CreateEndpointConfig", "CreateEndpoint", "UpdateEndpoint", "DescribeEndpoint",
    ],
    "lambda": ["Invoke"],
    "glue": ["StartJobRun", "GetJobRun"],
    "s3": ["GetObject", "PutObject"],
    "sns": ["Publish"],
}

# Calls of the optimised integrations whose result carries the HTTP metadata of the call beside the response: recorded for
# Lambda and SNS, not verified for SageMaker's calls that do not wait.
WITH_METADATA = {"Invoke", "Publish", "CreateModel", "CreateEndpointConfig", "CreateEndpoint", "UpdateEndpoint"}
METADATA = {
    "SdkHttpMetadata": {"type": "structure", "members": {
        "AllHttpHeaders": {"shape": "SdkAllHeaders"}, "HttpHeaders": {"shape": "SdkHeaders"}, "HttpStatusCode": {"shape": "SdkInteger"}}},
    "SdkResponseMetadata": {"type": "structure", "members": {"RequestId": {"shape": "SdkString"}}},
    "SdkAllHeaders": {"type": "map", "key": "SdkString", "value": "SdkHeaderValues"},
    "SdkHeaders": {"type": "map", "key": "SdkString", "value": "SdkString"},
    "SdkHeaderValues": {"type": "list", "member": "SdkString"},
    "SdkInteger": {"type": "integer"},
    "SdkString": {"type": "string"},
}


def read_service(service):
    python = CACHE / "bin" / "python"
    if not python.exists():
        venv.create(CACHE, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", f"botocore=={BOTOCORE}"], check=True)
    versions = sorted(CACHE.glob(f"lib/python3*/site-packages/botocore/data/{service}/*/service-2.json*"))
    raw = versions[-1].read_bytes()
    return json.loads(gzip.decompress(raw) if versions[-1].suffix == ".gz" else raw)


def javascript_pattern(pattern):
    """AWS writes patterns for Java. The result compiles in JavaScript with the flag `u`; None where it says nothing."""
    if pattern in (r"[\S\s]*", r"[\s\S]*"):
        return None
    # Java's way to write the characters above U+FFFF.
    pattern = pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\u{10000}-\u{10FFFF}")
    # Inside a character class in every model that is read here.
    return pattern.replace(r"\p{Alnum}", "A-Za-z0-9")


def member_name(service, name):
    """The AWS SDK integrations name members as the Java SDK does, with a capital first: ACL is Acl, SSEKMSKeyId is SsekmsKeyId
    (not verified for these; ETag, ContentMD5 and what has one capital stay, recorded)."""
    if service != "s3":
        return name
    run = re.match(r"[A-Z]+", name).group()
    if len(run) == 1:
        return name
    head = run if len(run) == len(name) or not name[len(run)].islower() else run[:-1]
    if not head:
        return name
    lowered = head.lower() + name[len(head):]
    return lowered[0].upper() + lowered[1:]


def compact(service, shape, docs, name):
    kind = shape["type"]
    if kind == "structure":
        out = {"type": "structure", "members": {}}
        for raw, member in shape["members"].items():
            called = member_name(service, raw)
            doc = docs.get(f"{name}.{called}") or docs.get(f"*.{called}")
            out["members"][called] = {"shape": member["shape"], **({"doc": doc} if doc else {})}
        required = [member_name(service, r) for r in shape.get("required", [])]
        if required:
            out["required"] = required
        if shape.get("union"):
            out["union"] = True
        return out
    if kind == "list":
        return {"type": "list", "member": shape["member"]["shape"], **limits(shape)}
    if kind == "map":
        return {"type": "map", "key": shape["key"]["shape"], "value": shape["value"]["shape"], **limits(shape)}
    if kind == "string":
        out = {"type": "string"}
        if "enum" in shape:
            # The lengths and patterns beside an enumeration add nothing.
            return {**out, "enum": shape["enum"]}
        pattern = javascript_pattern(shape["pattern"]) if "pattern" in shape else None
        return {**out, **({"pattern": pattern} if pattern else {}), **limits(shape)}
    if kind in ("integer", "long"):
        return {"type": "integer", **limits(shape)}
    if kind in ("float", "double"):
        return {"type": "number", **limits(shape)}
    if kind == "blob":
        return {"type": "string"}  # Base64 in JSON
    if kind in ("boolean", "timestamp"):
        return {"type": kind}
    raise ValueError(f"{service}: shape {name} has the type {kind}")


def limits(shape):
    return {k: shape[k] for k in ("min", "max") if k in shape and abs(shape[k]) < 2**53 and not (k == "min" and shape[k] == 0 and shape["type"] not in ("integer", "long", "float", "double"))}


def adapt(service, shapes, operations):
    """What Step Functions does differently from the API."""
    for name, operation in operations.items():
        if name in WITH_METADATA:
            # A call without output in the API still has the metadata in Step Functions.
            output = operation["output"]
            shapes[output]["members"].update({"SdkHttpMetadata": {"shape": "SdkHttpMetadata"}, "SdkResponseMetadata": {"shape": "SdkResponseMetadata"}})
            shapes.update(METADATA)
    if service == "lambda":
        # Any JSON in both directions: Step Functions encodes the request's and parses the response's.
        shapes["Blob"] = {"type": "document"}
    if service == "s3":
        # Any JSON is written as its text; what is read comes back as text, not parsed. Both recorded.
        shapes["Body"] = {"type": "document"}
        shapes["BodyText"] = {"type": "string"}
        shapes["GetObjectOutput"]["members"]["Body"] = {"shape": "BodyText"}
    if service == "sns":
        # An object is sent as its JSON text (documented, not recorded).
        shapes["message"] = {"type": "document"}
    if service == "glue":
        # `.sync` gives the job run itself, without the envelope of GetJobRun (not verified).
        operations["StartJobRun.sync"] = {"input": "StartJobRunRequest", "output": "JobRun"}


def model_of(service, names, docs):
    source = read_service(service)
    shapes = {}

    def reach(name):
        if name in shapes:
            return
        shape = source["shapes"][name]
        shapes[name] = compact(service, shape, docs, name)
        for member in shape.get("members", {}).values():
            reach(member["shape"])
        for part in ("member", "key", "value"):
            if part in shape:
                reach(shape[part]["shape"])

    operations = {}
    for name in names:
        operation = source["operations"][name]
        operations[name] = {"input": operation["input"]["shape"], **({"output": operation["output"]["shape"]} if "output" in operation else {})}
        for shape in operations[name].values():
            reach(shape)
    adapt(service, shapes, operations)
    return {"service": service, "version": f"botocore {BOTOCORE}", "operations": operations, "shapes": dict(sorted(shapes.items()))}


def text_of(model):
    """One line a shape: small, and a change of one shape is one line of a diff."""
    line = lambda value: json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    rows = lambda record: ",\n".join(f"{line(k)}:{line(v)}" for k, v in record.items())
    return (f'{{"service":{line(model["service"])},"version":{line(model["version"])},\n"operations":{{\n{rows(model["operations"])}\n}},\n'
            f'"shapes":{{\n{rows(model["shapes"])}\n}}}}\n')


def main():
    docs = json.loads((HERE / "docs.json").read_text(encoding="utf-8"))
    for service, names in SERVICES.items():
        model = model_of(service, names, docs.get(service, {}))
        (HERE / f"{service}.json").write_text(text_of(model), encoding="utf-8")
        print(f"{service}: {len(model['operations'])} operations, {len(model['shapes'])} shapes", file=sys.stderr)


if __name__ == "__main__":
    main()
