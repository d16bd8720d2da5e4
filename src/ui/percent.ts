/** "1.4 %", of a share. */
export function percent(share: number): string {
  const figure = share * 100;
  if (figure < 0.1) return 'less than 0.1 %';
  return `${figure < 10 ? Math.round(figure * 10) / 10 : Math.round(figure)} %`;
}
