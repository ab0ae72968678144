import { Component, type ReactNode } from 'react';

interface FailureBoundaryProps {
  /** Another place is another try. */
  place: string;
  children: ReactNode;
}

/** A part that could not be fetched, or that fell: the rest of the page stays. */
export class FailureBoundary extends Component<FailureBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidUpdate(before: FailureBoundaryProps): void {
    if (before.place !== this.props.place && this.state.hasFailed)
      this.setState({ hasFailed: false });
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className="loading" role="alert">
        <p>此页没有载入成功，请检查网络。</p>
        <button type="button" onClick={() => location.reload()}>
          重新载入
        </button>
      </main>
    );
  }
}
