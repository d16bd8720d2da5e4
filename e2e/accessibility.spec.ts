import AxeBuilder from '@axe-core/playwright';
import { Editor } from './pages/editor.ts';
import { expect, test } from './story.ts';

// A dozen passes of axe, on a machine that may be busy.
test.setTimeout(240_000);

/** What axe finds on the screens that a person sees most, in both themes: nothing. Menus lie above all landmarks, so `region` is not asked. */
for (const colorScheme of ['light', 'dark'] as const) {
  test(`screens are accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const editor = await Editor.open(page);
    const expectClean = (screen: string, within = 'html'): Promise<void> =>
      test.step(screen, async () => {
        const { violations } = await new AxeBuilder({ page }).include(within).disableRules('region').analyze();
        expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
      });

    await page.getByRole('button', { name: 'Open the sample Train and deploy' }).waitFor();
    await expectClean('start screen');
    await page.getByRole('button', { name: 'Open the sample Train and deploy' }).click();
    await editor.step('Train XGBoost').waitFor();
    await expect(editor.inspector.getByRole('textbox', { name: 'Name of the pipeline' })).toBeVisible();
    await expectClean('the pipeline');
    await page.getByRole('button', { name: 'Export' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await // The page behind an open menu is hidden from readers, its heading too.
    await expectClean('what can be exported', '[role=menu]');
    await page.keyboard.press('Escape');

    await editor.step('Train XGBoost').click();
    await expect(editor.binding('Instance type')).toBeVisible();
    await expectClean('fields of a step');
    await editor.binding('Instance type').click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectClean('what a field can be bound to');
    await page.keyboard.press('Escape');
    for (const tab of [/^Inputs and outputs/, /^Errors and retries/]) {
      await editor.inspector.getByRole('tab', { name: tab }).click();
      await expectClean(tab.source);
    }

    await editor.tab('Parameters').click();
    await expect(editor.cell('Default of MaxDepth')).toBeVisible();
    await expectClean('parameters');
    await editor.cell('Default of MaxDepth').focus();
    await page.keyboard.press('Delete');
    await editor.tab('Problems').click();
    await expectClean('problems');
    await editor.tab('Definition').click();
    await expect(editor.dock.getByRole('textbox', { name: 'Definition' })).toBeAttached();
    await expectClean('definition');

    await page.getByRole('button', { name: 'Simulate', exact: true }).click();
    await expect(editor.dock.getByRole('slider', { name: 'Time' })).toBeVisible();
    await page.getByRole('button', { name: 'New test case from what is shown' }).click();
    await expect(page.getByRole('button', { name: 'Case 1, passed' })).toBeVisible();
    await expectClean('a simulation');
    await editor.dock.getByRole('radio', { name: 'Events' }).click();
    await expect(editor.dock.getByRole('table', { name: 'Events' })).toBeVisible();
    await expectClean('its events');
    await page.getByRole('button', { name: 'Simulate', exact: true }).click();

    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await expectClean('commands');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: /keyboard/i })).toBeVisible();
    await expectClean('shortcuts');
  });
}
