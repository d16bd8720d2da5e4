import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props {
  /** Name of the pane, for the message. */
  readonly name: string;
  readonly children: ReactNode;
  /** When this changes (another step, another document), the pane tries again by itself. */
  readonly resetOn?: unknown;
}
interface State {
  readonly error: Error | null;
  readonly resetOn: unknown;
}

/** A thrown error in one pane leaves the others usable and the document safe; the pane says so and can be tried again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, resetOn: this.props.resetOn };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetOn === state.resetOn ? null : { error: null, resetOn: props.resetOn };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    reportError(new Error(`${this.props.name}: ${String(error)}${info.componentStack ?? ''}`, { cause: error }));
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="pane-error" role="alert">
        <p className="strong">{this.props.name} could not be shown.</p>
        <p className="muted">Your pipeline is safe and the other panes work. Try again, or undo the last change.</p>
        <details>
          <summary>Details</summary>
          <code>{error.message}</code>
        </details>
        <button type="button" className="btn" onClick={() => this.setState({ error: null })}>Try again</button>
      </div>
    );
  }
}
