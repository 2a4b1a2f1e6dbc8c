// What the printer says to whoever is connected.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
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
    void info(std::string_view text) const { raw(marked("// ", text)); }
    // Marked as an error, further lines as remarks: "!! text".
    void error(std::string_view text) const { raw(marked("!! ", text)); }

  private:
    static std::string marked(std::string_view mark, std::string_view text) {
        std::string out(mark);
        for (const char c : text) {
            out += c;
            if (c == '\n') out += "// ";
        }
        return out;
    }
    std::vector<Listener> listeners_;
};

}  // namespace escapement::printer
