// States of a connection in words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/waiting_note.hpp"

#include <utility>

#include "escapement/loading.hpp"

namespace escapement::app {

std::string waiting_text(const client::Snapshot& known) {
    using client::Link;
    std::string text;
    switch (known.link) {
        case Link::searching:
            text = "looking for a printer" + (known.where.empty() ? "" : ": " + known.where);
            break;
        case Link::opening:
            text = "connecting to " + known.where;
            break;
        case Link::listening:
            text = known.where + " is open; listening whether the board boots";
            break;
        case Link::asking:
            text = known.where + " is open; waiting for the printer's answer";
            break;
        case Link::closed:
        case Link::online:
            return {};
    }
    if (!known.trouble.empty()) text += " (" + known.trouble + ")";
    return text;
}

void WaitingNote::look(const client::Snapshot& known, base::HostTime now) {
    auto text = waiting_text(known);
    if (text != text_) {
        text_ = std::move(text);
        since_ = now;
        told_ = false;
    }
    if (told_ || text_.empty() || base::Seconds(now - since_) < moment) return;
    told_ = true;
    complain(text_);
}

}  // namespace escapement::app
