// What happens during a run, for whoever watches and for those who look into it afterwards.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>
#include <utility>

namespace escapement::app {

// Belongs to the main thread.
class Journal {
  public:
    using Sink = std::function<void(std::string_view line)>;

    Journal() = default;
    // `aloud` gets what people should see, `file` gets everything; either may be empty.
    Journal(Sink aloud, Sink file) : aloud_(std::move(aloud)), file_(std::move(file)) {}

    void note(std::string_view text) const {
        if (aloud_) aloud_(text);
        record(text);
    }
    void record(std::string_view text) const {
        if (file_) file_(text);
    }
    bool has_file() const { return static_cast<bool>(file_); }

  private:
    Sink aloud_, file_;
};

}  // namespace escapement::app
