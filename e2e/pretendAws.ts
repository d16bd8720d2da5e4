import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HistoryEvent } from '../src/core/simulate/history.ts';

const OPEN = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': '*', 'access-control-expose-headers': '*' };

/** A server of the protocol of Step Functions with executions that run as long as anybody looks: their histories, simulated, are written while time passes. */
export class PretendAws {
  readonly origin: string;
  /** Calls of Step Functions by their action. */
  readonly asked = new Map<string, number>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  /** @param startOf when an execution was started, in milliseconds since 1970, by its ARN */
  static async start(definition: string, history: readonly HistoryEvent[], startOf: (arn: string) => number): Promise<PretendAws> {
    const origin = history[0]?.timestamp.getTime() ?? 0;
    const written = (arn: string): readonly object[] => {
      const now = Date.now() - startOf(arn) + origin;
      return history.filter((e) => e.timestamp.getTime() <= now).map((e) => ({ ...e, timestamp: (e.timestamp.getTime() - origin + startOf(arn)) / 1000 }));
    };
    const answers: Readonly<Record<string, (asked: Readonly<Record<string, string | number | boolean>>) => object>> = {
      DescribeExecution: ({ executionArn }) => ({ executionArn, name: String(executionArn).split(':').at(-1), status: 'RUNNING', startDate: startOf(String(executionArn)) / 1000, input: '{"DataUri":"s3://bucket/data"}' }),
      DescribeStateMachineForExecution: () => ({ stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:watched', name: 'watched', definition, roleArn: 'arn:aws:iam::111122223333:role/ml', updateDate: 0 }),
      GetExecutionHistory: ({ executionArn, reverseOrder, maxResults }) => {
        const events = [...written(String(executionArn))];
        return { events: (reverseOrder === true ? events.reverse() : events).slice(0, Number(maxResults)) };
      },
    };
    const made: { aws?: PretendAws } = {};
    const server = createServer(async (request, response) => {
      if (request.method === 'OPTIONS') return void response.writeHead(204, OPEN).end();
      const body = await bodyOf(request);
      const action = String(request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
      if (action === '') return void response.writeHead(200, { ...OPEN, 'content-type': 'text/xml' }).end('<R><Arn>arn:aws:sts::111122223333:assumed-role/bench/me</Arn><Account>111122223333</Account></R>');
      made.aws?.asked.set(action, (made.aws.asked.get(action) ?? 0) + 1);
      const answer = answers[action];
      const said = answer?.(JSON.parse(body) as Record<string, string>) ?? { __type: 'StateMachineDoesNotExist', message: 'There is none.' };
      response.writeHead(answer ? 200 : 400, { ...OPEN, 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(said));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return (made.aws = new PretendAws(server));
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
