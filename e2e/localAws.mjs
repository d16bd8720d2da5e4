import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pythonTools } from './python.mjs';

/**
 * A real server of AWS's protocols on this computer: MiniStack, with a user pool, an identity pool, roles, a bucket and a user
 * made. Signatures and IAM policies are enforced. `npm run local-aws` starts one for a person; tests start their own.
 *
 * @typedef {object} LocalAws
 * @property {string} endpoint
 * @property {Record<string, string>} outputs as our identity template's stack has them, and further ones for tests
 * @property {object} connection what the page imports
 * @property {() => Promise<void>} stop
 *
 * @param {object} options
 * @param {readonly string[]} options.returnAddresses addresses of pages that people sign in from
 * @param {number} [options.port] a free one, when left out
 * @param {object} [options.mocks] a mock file as Step Functions Local reads it
 * @returns {Promise<LocalAws | {missing: string}>} or why there is none here, in a few words
 */
export async function startLocalAws({ returnAddresses, port, mocks = {} }) {
  const tools = await pythonTools();
  if ('missing' in tools) return { missing: tools.missing };
  const folder = mkdtempSync(join(tmpdir(), 'cauce-local-aws-'));
  const mockFile = join(folder, 'mocks.json');
  writeFileSync(mockFile, JSON.stringify(mocks));
  const chosen = port ?? (await freePort());
  const endpoint = `http://localhost:${chosen}`;
  const server = spawn(tools.python, ['-m', 'ministack'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'], HOME: folder, TMPDIR: folder,
      GATEWAY_PORT: String(chosen), BIND_HOST: '127.0.0.1', MINISTACK_REGION: REGION, AUTH: 'true', LOG_LEVEL: 'WARNING',
      SERVICES: 'stepfunctions,cognito-idp,cognito-identity,iam,sts,s3', SFTP_ENABLED: '0',
      SFN_MOCK_CONFIG: mockFile, SFN_WAIT_SCALE: '0.02', STATE_DIR: join(folder, 'state'), S3_DATA_DIR: join(folder, 's3'),
    },
  });
  const printed = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => printed.push(data));
  const ended = new Promise((done) => server.once('exit', done));
  const stop = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([answering(`${endpoint}/_ministack/health`), ended.then(() => Promise.reject(new Error('it ended at once')))]);
    const outputs = JSON.parse(await run(tools.python, [join(import.meta.dirname, 'localAwsSeed.py'), endpoint, REGION, ...returnAddresses]));
    return { endpoint, outputs, connection: connectionOf(outputs, endpoint), stop };
  } catch (error) {
    await stop();
    return { missing: `MiniStack does not start: ${error.message}\n${Buffer.concat(printed).toString().slice(-2000)}` };
  }
}

const REGION = 'eu-west-1';
export const MOCK_CASE = 'Happy';

function connectionOf(outputs, endpoint) {
  const ofTheStack = Object.fromEntries(Object.entries(outputs).filter(([name]) => name.startsWith('Cauce')));
  return { ConnectionName: 'local', ...ofTheStack, EndpointUrl: endpoint, MockCase: MOCK_CASE };
}

/**
 * A mock file in which every task of a sample answers as the simulator has it answer.
 * @param {string} sample file name in `public/samples/`
 * @param {readonly string[]} machines names under which it may be deployed
 */
export async function mocksOfSample(sample, machines) {
  const root = resolve(import.meta.dirname, '..');
  const simulated = JSON.parse(await run(process.execPath, [join(root, 'src/cli/cauce.mjs'), 'simulate', join(root, 'public/samples', sample), '--env', 'dev', '--json']));
  const byId = new Map(simulated.events.map((event) => [event.id, event]));
  const answers = new Map();
  for (const event of simulated.events) {
    if (event.type !== 'TaskSucceeded') continue;
    let at = event;
    while (at && at.type !== 'TaskStateEntered') at = byId.get(at.previousEventId);
    if (at) answers.set(at.stateEnteredEventDetails.name, JSON.parse(event.taskSucceededEventDetails.output));
  }
  const responses = Object.fromEntries([...answers].map(([state, answer]) => [state, { '0-99': { Return: answer } }]));
  const cases = { [MOCK_CASE]: Object.fromEntries([...answers.keys()].map((state) => [state, state])) };
  return { StateMachines: Object.fromEntries(machines.map((name) => [name, { TestCases: cases }])), MockedResponses: responses };
}

async function answering(url) {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answered = await fetch(url).then((r) => r.ok, () => false);
    if (answered) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('it does not answer');
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function run(command, args) {
  return new Promise((done, fail) => {
    execFile(command, args, { maxBuffer: 1e8, env: { ...process.env, AWS_EC2_METADATA_DISABLED: 'true' } }, (error, out, printed) => (error ? fail(new Error(printed.trim().split('\n').at(-1) || error.message)) : done(out)));
  });
}

if (process.argv[1] === import.meta.filename) {
  const pages = ['http://localhost:5173/', 'http://localhost:4173/'];
  const local = await startLocalAws({ returnAddresses: pages, port: 4566, mocks: await mocksOfSample('training.cauce.json', ['income-training', 'income-training-dev', 'income-training-prod']) });
  if ('missing' in local) {
    console.error(local.missing);
    process.exit(1);
  }
  console.log(`An AWS of your own answers at ${local.endpoint} until Ctrl+C; it keeps nothing.\n`);
  console.log(`Start the editor with "npm start", press Connect, Import, and paste this:\n\n${JSON.stringify(local.connection, null, 2)}\n`);
  console.log(`Sign in as ${local.outputs.User} with the password ${local.outputs.Password}.`);
  console.log(`Role for state machines: ${local.outputs.ExecutionRoleArn}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void local.stop().then(() => process.exit(0)));
}
