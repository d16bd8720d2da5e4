import { Thread, type Course, type Request } from './thread.ts';

const IDLE = new Thread((function* (): Course<void> {})());

/**
 * Virtual time. Threads that can go on take turns, first come first served; when none can, time jumps to the next one that
 * sleeps. One step lets one thread go on to its next request; it is synchronous unless an expression is to be waited for.
 */
export class Scheduler {
  /** Milliseconds since 1970. */
  now: number;
  /** The thread that goes on at this moment. */
  current: Thread = IDLE;
  private ready: Thread[] = [];
  private head = 0;
  private sleeping = new TimeHeap();

  constructor(now: number) {
    this.now = now;
  }

  start(course: Course<void>): Thread {
    const thread = new Thread(course);
    this.ready.push(thread);
    return thread;
  }

  wake(thread: Thread): void {
    this.ready.push(thread);
  }

  /** The thread never goes on. */
  abort(thread: Thread): void {
    thread.aborted = true;
  }

  /** No thread goes on any more; those to come begin at that time. */
  restart(now: number): void {
    this.ready = [];
    this.head = 0;
    this.sleeping = new TimeHeap();
    this.now = now;
  }

  /** Lets one thread go on. False when none can. */
  step(): boolean | Promise<boolean> {
    const thread = this.next();
    return thread === undefined ? false : this.resume(thread, undefined);
  }

  private next(): Thread | undefined {
    for (;;) {
      let thread = this.ready[this.head];
      if (thread !== undefined) {
        this.head++;
        if (this.head > 1024 && this.head * 2 > this.ready.length) {
          this.ready = this.ready.slice(this.head);
          this.head = 0;
        }
      } else {
        const sleeper = this.sleeping.pop();
        if (sleeper === undefined) return undefined;
        thread = sleeper.thread;
        if (!thread.aborted) this.now = Math.max(this.now, sleeper.until);
      }
      if (!thread.aborted) return thread;
    }
  }

  private resume(thread: Thread, value: unknown): boolean | Promise<boolean> {
    this.current = thread;
    return this.proceed(thread, thread.course.next(value));
  }

  private proceed(thread: Thread, result: IteratorResult<Request | PromiseLike<unknown>, void>): boolean | Promise<boolean> {
    if (result.done === true) return true;
    const request = result.value;
    if ('then' in request) {
      return Promise.resolve(request).then(
        (value) => this.resume(thread, value),
        (e: unknown) => {
          this.current = thread;
          return this.proceed(thread, thread.course.throw(e));
        },
      );
    }
    if (request.kind === 'turn') this.ready.push(thread);
    else if (request.kind === 'sleep') this.sleeping.push(thread, request.until);
    return true;
  }
}

interface Sleeper {
  readonly thread: Thread;
  readonly until: number;
  readonly order: number;
}

/** Sleeping threads by the time when they wake, then by the order in which they fell asleep: a binary heap. */
class TimeHeap {
  private readonly heap: Sleeper[] = [];
  private count = 0;

  push(thread: Thread, until: number): void {
    const sleeper = { thread, until, order: this.count++ };
    let at = this.heap.push(sleeper) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const above = this.heap[up] as Sleeper;
      if (before(above, sleeper)) break;
      this.heap[at] = above;
      at = up;
    }
    this.heap[at] = sleeper;
  }

  pop(): Sleeper | undefined {
    const top = this.heap[0];
    const last = this.heap.pop();
    if (top === undefined || last === undefined || this.heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= this.heap.length) break;
      if (down + 1 < this.heap.length && before(this.heap[down + 1] as Sleeper, this.heap[down] as Sleeper)) down++;
      const below = this.heap[down] as Sleeper;
      if (before(last, below)) break;
      this.heap[at] = below;
      at = down;
    }
    this.heap[at] = last;
    return top;
  }
}

function before(a: Sleeper, b: Sleeper): boolean {
  return a.until < b.until || (a.until === b.until && a.order < b.order);
}
