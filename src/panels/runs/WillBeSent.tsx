import { ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import { useStore } from 'zustand';
import { boto3Call, cliCommand } from '../../core/deliver/run/startCommands.ts';
import { deliveryOf, formOf, type Look } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { JsonText } from '../../ui/JsonText.tsx';

type Form = 'input' | 'cli' | 'boto3';

/** The input as it will be sent, and the same start for a terminal or a script. */
export function WillBeSent({ look }: { readonly look: Look }) {
  const { store, platform } = useCauce();
  const delivery = useStore(deliveryOf({ store }));
  const [form, setForm] = useState<Form>('input');
  const { filled } = formOf(delivery);
  const start = { arn: look.plan.arn, name: delivery.name ?? delivery.drawnName, input: JSON.stringify(filled.input), region: look.session.connection.region };
  const text = form === 'input' ? JSON.stringify(filled.input, null, 2) : form === 'cli' ? cliCommand(start) : boto3Call(start);
  return (
    <section className="will-be-sent" aria-label="What will be sent">
      <header>
        <h2>What will be sent</h2>
        <span className="muted mono cut">to {look.plan.arn}</span>
        <span className="grow" />
        <ToggleGroup.Root className="seg" type="single" aria-label="As" value={form} onValueChange={(v) => v !== '' && setForm(v as Form)}>
          <ToggleGroup.Item value="input">Input</ToggleGroup.Item>
          <ToggleGroup.Item value="cli">AWS CLI</ToggleGroup.Item>
          <ToggleGroup.Item value="boto3">boto3</ToggleGroup.Item>
        </ToggleGroup.Root>
        <IconButton icon="copy" label="Copy what will be sent" small onClick={() => void platform.clipboard.write(text).then(() => store.getState().notify('Copied'))} />
      </header>
      {form === 'input' ? <JsonText text={text} /> : <pre className="json" tabIndex={0}>{text}</pre>}
    </section>
  );
}
