// Cuts at carriage returns and line feeds alike.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/line_splitter.hpp"

#include <utility>

namespace escapement::client {

std::vector<std::string> LineSplitter::take(std::string_view bytes) {
    std::vector<std::string> lines;
    for (const char byte : bytes) {
        if (byte == '\n' || byte == '\r') {
            if (!partial_.empty()) lines.push_back(std::exchange(partial_, {}));
        } else if (partial_.size() < max_line) {
            partial_ += byte;
        }
    }
    return lines;
}

}  // namespace escapement::client
