// One line of text being typed, with what was typed before.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tui/key.hpp"

namespace escapement::tui {

class LineEditor {
  public:
    static constexpr std::size_t max_length = 200;
    static constexpr std::size_t max_history = 100;

    // Takes what edits, moves or recalls; false for other keys, control characters among them.
    bool take(const Key& key);
    // The line is done: it becomes history, and a new one begins.
    std::string finish();
    void clear();
    // Puts this in place of what is typed.
    void replace(std::string_view text);

    std::string text() const;
    std::size_t cursor() const { return cursor_; }
    const std::vector<std::string>& history() const { return history_; }

  private:
    void recall(int step);
    bool take_control(char32_t letter);
    std::size_t word_before() const;

    std::u32string text_;
    std::size_t cursor_ = 0;
    std::vector<std::string> history_;
    std::size_t place_ = 0;  // in the history; its end: what is typed now
    std::string typed_;
};

}  // namespace escapement::tui
