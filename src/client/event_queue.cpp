// Keeps the newest of what a flood brings.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/event_queue.hpp"

#include <iterator>
#include <utility>

namespace escapement::client {

void EventQueue::add(Event event) {
    if (event.text.size() > max_text) event.text.resize(max_text);
    if (event.kind == Event::Kind::done) {
        done_.push_back(std::move(event));
        if (done_.size() > max_done) done_.pop_front();
        return;
    }
    lines_.push_back(std::move(event));
    if (lines_.size() <= max_lines) return;
    lines_.pop_front();
    ++lost_;
}

EventQueue::Batch EventQueue::take() {
    Batch batch{std::exchange(changed_, false), std::exchange(lost_, 0), {}};
    batch.events.assign(std::make_move_iterator(lines_.begin()),
                        std::make_move_iterator(lines_.end()));
    batch.events.insert(batch.events.end(),
                        std::make_move_iterator(done_.begin()),
                        std::make_move_iterator(done_.end()));
    lines_.clear();
    done_.clear();
    return batch;
}

void change_link(Snapshot& snapshot, EventQueue& events, Link link, std::string trouble) {
    if (snapshot.link == link && snapshot.trouble == trouble) return;
    if (!trouble.empty() && trouble != snapshot.trouble) events.add({Event::Kind::alarm, trouble});
    snapshot.link = link;
    snapshot.trouble = std::move(trouble);
    events.note_change();
}

}  // namespace escapement::client
