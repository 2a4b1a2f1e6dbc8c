// Lines on standard output, for people and scripts, for as long as somebody takes them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/value.hpp"

namespace escapement::app {

// While it lives, a reader that goes away is an error like a full disk, not the end of this
// program: a printer may have to be left behind cold.
class PlainOutput {
  public:
    // `interrupted` is asked while nobody takes what is written: nothing is waited for then.
    explicit PlainOutput(std::function<bool()> interrupted, int descriptor = 1);
    ~PlainOutput();
    PlainOutput(const PlainOutput&) = delete;
    PlainOutput& operator=(const PlainOutput&) = delete;

    // Writes a text and a line end at once.  What a terminal would obey is shown instead.  The
    // first failure is told on standard error; from then on nothing is written.
    void say(std::string_view text);
    void say_json(const base::Value& json);
    bool failed() const { return failed_; }
    // What the program ends with, if it would have ended with this.
    int status(int usual) const;

  private:
    void write(std::string_view line);
    bool wait();
    void fail(int error);

    std::function<bool()> interrupted_;
    int descriptor_;
    void (*pipe_handler_)(int);
    bool failed_ = false;
};

}  // namespace escapement::app
