// The terminal that a person sits at: keys from it, screens to it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "base/result.hpp"
#include "tui/key.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

struct TerminalOptions {
    bool ascii = false;     // even if it could do more
    bool no_color = false;  // even if it has colors
};

// One at a time, by the main thread.  suspend() leaves the terminal as it was, and so does the end.
// Ctrl-Z and SIGTSTP are a key; a process that was stopped otherwise draws all anew.
class Terminal {
  public:
    // Fails if standard input or output is no terminal, or one that is not known.
    static base::Result<std::unique_ptr<Terminal>> open(const TerminalOptions& options);
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    Size size() const;
    // The next key, paste or new size, if there is one.  What is pasted is no keys.
    std::optional<std::variant<Key, Paste, Size>> next();
    // Sends what differs from the last screen; nothing at all if they are equal.
    void draw(Screen screen);
    // Leaves the terminal as it was and stops this process, until it is told to go on; then the
    // screen is there again, empty.  Returns at once where nobody could continue it.
    void suspend();
    // Whether nobody is at the other end any more.
    bool gone() const;

  private:
    explicit Terminal(void* handle) : handle_(handle) {}
    void choose(const TerminalOptions& options);
    std::optional<Paste> paste_on();
    void come_back();
    void draw_cell(int x, int y, const Cell& cell);

    void* handle_;
    bool ascii_ = false, colors_ = false;
    std::optional<Screen> last_;
    std::optional<Paste> pasted_;  // so far
    bool resized_ = false;         // in the middle of a paste
    int empty_looks_ = 0;          // in a row, for more of it
};

}  // namespace escapement::tui
