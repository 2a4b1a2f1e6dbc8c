// States of a connection in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/waiting_note.hpp"

#include <algorithm>

#include "escapement/loading.hpp"

namespace escapement::app {

std::string waiting_text(const client::Snapshot& known) {
    using client::Link;
    switch (known.link) {
        case Link::searching:
            return "looking for a printer" + (known.where.empty() ? "" : ": " + known.where);
        case Link::opening:
            return "connecting to " + known.where;
        case Link::listening:
            return known.where + " is open; listening whether the board boots";
        case Link::asking:
            return known.where + " is open; waiting for the printer's answer";
        case Link::closed:
        case Link::online:
            break;
    }
    return {};
}

void WaitingNote::look(const client::Snapshot& known, base::HostTime now) {
    look(state_, waiting_text(known), now);
    look(trouble_, known.trouble, now);
}

bool WaitingNote::has_told(const std::string& text) const {
    return std::find(told_.begin(), told_.end(), text) != told_.end();
}

void WaitingNote::look(Text& last, const std::string& text, base::HostTime now) {
    if (text != last.text) last = {text, now};
    const bool moments = base::Seconds(now - last.since) < moment;
    if (text.empty() || has_told(text) || moments || told_.size() >= most_told) return;
    told_.push_back(text);
    complain(text);
}

}  // namespace escapement::app
