import { cancelDelivery } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';

/** What AWS is asked at the moment, and the way out of waiting for it. */
export function Busy({ words }: { readonly words: string }) {
  const app = useCauce();
  return (
    <p className="runs-busy">
      <span role="status">{words}</span>
      <button type="button" className="btn sm quiet" onClick={() => cancelDelivery(app)}>Cancel</button>
    </p>
  );
}
