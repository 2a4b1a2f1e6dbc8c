// What the printer says to whoever is connected.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace escapement::printer {

// Every listener hears everything, one line or block of lines at a time.
class Console {
  public:
    using Listener = std::function<void(std::string_view)>;

    void listen(Listener listener) { listeners_.push_back(std::move(listener)); }

    // As it stands: "T:20.1 /0.0".
    void raw(std::string_view text) const {
        for (const auto& listener : listeners_) listener(text);
    }
    // Each line marked as a remark: "// text".
    void info(std::string_view text) const;
    // The first line marked as an error, "!! text"; if there are several, all of them come before
    // it as remarks.
    void error(std::string_view text) const;

    // What a command was asked for: "ok T:20.1 /0.0", which acknowledges the command, or false
    // when nobody waits for that.
    bool answer(std::string_view text) const;
    // For those who acknowledge commands, around each: the next answer() may do it.  Then,
    // whether the command is still to be acknowledged.
    void expect_answer() { answer_expected_ = true; }
    bool stop_expecting() { return std::exchange(answer_expected_, false); }

  private:
    std::vector<Listener> listeners_;
    mutable bool answer_expected_ = false;
};

}  // namespace escapement::printer
