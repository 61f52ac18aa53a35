export default {
  lang: 'fr-FR',
  rewrites: { 'guide/ancien.md': 'guide/nouveau.md' },
}
