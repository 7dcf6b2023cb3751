// The one script of a report page: colours the cells by the category chosen. Constant text, so that the page can name its
// hash and allow no other script. It fetches nothing and writes only path data and classes that the page has already.

export const SCRIPT = `
(function () {
  var map = document.querySelector('svg.map'), pick = document.getElementById('pick')
  if (!map || !pick) return
  var select = pick.querySelector('select'), summary = map.querySelector('.summary'), chosen = map.querySelector('.chosen')
  var legends = document.querySelectorAll('[data-legend]')
  var kept = {}, next = {}, cells = [], of = summary.getAttribute('data-of')
  summary.querySelectorAll('path').forEach(function (path) {
    kept[path.getAttribute('data-key')] = path.getAttribute('d').split('M')
    next[path.getAttribute('data-key')] = 1
  })
  for (var i = 0; i < of.length; i++) cells.push('M' + kept[of[i]][next[of[i]]++])
  function show() {
    var states = select.selectedOptions[0].getAttribute('data-of')
    summary.setAttribute('display', states ? 'none' : 'inline')
    chosen.setAttribute('display', states ? 'inline' : 'none')
    legends.forEach(function (legend) { legend.hidden = (legend.getAttribute('data-legend') === 'chosen') !== Boolean(states) })
    if (!states) return
    var d = {}
    for (var i = 0; i < states.length; i++) (d[states[i]] = d[states[i]] || []).push(cells[i])
    chosen.querySelectorAll('path').forEach(function (path) {
      path.setAttribute('d', (d[path.getAttribute('data-key')] || []).join(''))
    })
  }
  select.addEventListener('change', show)
  pick.hidden = false
  show()
})()
`
