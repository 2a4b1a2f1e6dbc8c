// Insert, delete, move, recall.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/line_editor.hpp"

#include <algorithm>
#include <utility>

#include "tui/screen.hpp"

namespace escapement::tui {

bool LineEditor::take(const Key& key) {
    using Kind = Key::Kind;
    switch (key.kind) {
        case Kind::character:
            if (text_.size() < max_length) text_.insert(cursor_++, 1, key.character);
            return true;
        case Kind::backspace:
            if (cursor_ > 0) text_.erase(--cursor_, 1);
            return true;
        case Kind::remove:
            if (cursor_ < text_.size()) text_.erase(cursor_, 1);
            return true;
        case Kind::left:
            cursor_ -= cursor_ > 0 ? 1 : 0;
            return true;
        case Kind::right:
            cursor_ += cursor_ < text_.size() ? 1 : 0;
            return true;
        case Kind::home:
            cursor_ = 0;
            return true;
        case Kind::end:
            cursor_ = text_.size();
            return true;
        case Kind::up:
            recall(-1);
            return true;
        case Kind::down:
            recall(1);
            return true;
        default:
            return false;
    }
}

void LineEditor::recall(int step) {
    if (step < 0 ? place_ == 0 : place_ >= history_.size()) return;
    if (place_ == history_.size()) typed_ = text();
    place_ = step < 0 ? place_ - 1 : place_ + 1;
    replace(place_ == history_.size() ? typed_ : history_[place_]);
}

std::string LineEditor::finish() {
    auto line = text();
    if (!line.empty() && (history_.empty() || history_.back() != line)) history_.push_back(line);
    if (history_.size() > max_history) history_.erase(history_.begin());
    clear();
    return line;
}

void LineEditor::clear() {
    text_.clear();
    typed_.clear();
    cursor_ = 0;
    place_ = history_.size();
}

void LineEditor::replace(std::string_view text) {
    text_ = decode(text.substr(0, max_length));
    cursor_ = text_.size();
}

std::string LineEditor::text() const {
    return encode(text_);
}

}  // namespace escapement::tui
