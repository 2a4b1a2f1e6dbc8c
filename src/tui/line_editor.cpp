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
            if (is_control(key.character)) return false;
            if (text_.size() < max_length) text_.insert(cursor_++, 1, key.character);
            return true;
        case Kind::control:
            return take_control(key.character);
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

// As readline has them.
bool LineEditor::take_control(char32_t letter) {
    const auto erase_from = [this](std::size_t from) {
        text_.erase(from, cursor_ - from);
        cursor_ = from;
    };
    switch (letter) {
        case U'a':
            return take({Key::Kind::home});
        case U'e':
            return take({Key::Kind::end});
        case U'b':
            return take({Key::Kind::left});
        case U'f':
            return take({Key::Kind::right});
        case U'd':
            return take({Key::Kind::remove});
        case U'p':
            return take({Key::Kind::up});
        case U'n':
            return take({Key::Kind::down});
        case U'u':
            erase_from(0);
            return true;
        case U'w':
            erase_from(word_before());
            return true;
        case U'k':
            text_.erase(cursor_);
            return true;
        default:
            return false;
    }
}

// Where the word in front of the cursor begins.
std::size_t LineEditor::word_before() const {
    auto at = cursor_;
    while (at > 0 && text_[at - 1] == U' ') --at;
    while (at > 0 && text_[at - 1] != U' ') --at;
    return at;
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
    std::replace_if(text_.begin(), text_.end(), is_control, U' ');
    cursor_ = text_.size();
}

std::string LineEditor::text() const {
    return encode(text_);
}

}  // namespace escapement::tui
