import { ToggleGroup } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { Timeline } from '../../core/rehearse/timeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { seek } from '../../store/simulating.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { momentsOf } from './moments.ts';

/** Seconds of virtual time for each second that passes. */
const SPEEDS = [{ value: 60, label: '1 min/s' }, { value: 240, label: '4 min/s' }, { value: 1200, label: '20 min/s' }] as const;

/** Moves through the time of a run: event by event, playing, or to its end. */
export function Transport({ timeline }: { readonly timeline: Timeline }) {
  const { store } = useCauce();
  const playing = useApp((s) => s.simulation.playing);
  const [speed, setSpeed] = useState<number>(SPEEDS[1].value);
  const play = (on: boolean): void => store.getState().setSimulation({ playing: on });
  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    let frame = requestAnimationFrame(function draw(now) {
      const { at } = store.getState().simulation;
      seek(store, at + ((now - before) / 1000) * speed);
      before = now;
      if (store.getState().simulation.at >= timeline.duration) store.getState().setSimulation({ playing: false });
      else frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, speed, timeline, store]);
  const step = (forward: boolean): void => {
    play(false);
    const { at } = store.getState().simulation;
    const moments = momentsOf(timeline);
    seek(store, (forward ? moments.find((m) => m > at) : moments.findLast((m) => m < at)) ?? (forward ? timeline.duration : 0));
  };
  const toggle = (): void => {
    if (!playing && store.getState().simulation.at >= timeline.duration) seek(store, 0);
    play(!playing);
  };
  return (
    <div className="transport" role="toolbar" aria-label="Time of the simulation">
      <IconButton icon="left" label="To the event before" side="top" onClick={() => step(false)} />
      <IconButton icon={playing ? 'pause' : 'play'} label={playing ? 'Pause' : 'Play'} side="top" className="primary" onClick={toggle} />
      <IconButton icon="step" label="To the next event" side="top" onClick={() => step(true)} />
      <ToggleGroup.Root className="seg" type="single" aria-label="Speed" value={String(speed)} onValueChange={(v) => v !== '' && setSpeed(Number(v))}>
        {SPEEDS.map((s) => <ToggleGroup.Item key={s.value} value={String(s.value)}>{s.label}</ToggleGroup.Item>)}
      </ToggleGroup.Root>
      <button type="button" className="btn quiet sm" onClick={() => { play(false); seek(store, Infinity); }}>End</button>
    </div>
  );
}
