// A whole printer that nobody answers, for tests: built from configuration text.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "printer/module.hpp"

namespace escapement::printer {
class Printer;
}

namespace escapement::modules::testing {

// A cartesian printer of 200 mm with an extruder, a bed and a fan.
extern const char* const small_printer;
// [mcu] alone.
extern const char* const bare_board;

class OfflinePrinter {
  public:
    // Sections are appended to those of `base`, and these modules to all there are.
    explicit OfflinePrinter(const std::string& more = "",
                            const std::string& base = small_printer,
                            std::vector<printer::ModuleType> types = {});
    ~OfflinePrinter();

    // What building complained about; if it is empty, the printer is ready.
    const std::string& problems() const;
    printer::Printer& printer();

    // Carries out lines of G-code.  Throws what stopped them.
    void run(std::string script);
    // Until the file that is being printed is done, or has paused.
    void finish_files();
    // What the lines failed with; empty when they did not.
    std::string failure(std::string script);
    // Lets so much time pass.
    void wait(base::Seconds duration);
    // What the configuration's file holds from now on, for those who read it again.
    void rewrite(const std::string& config);
    // What was said since the last call, a text per line.
    std::vector<std::string> said();
    // Does all that is queued; every message so far that begins so, in the order of sending.
    std::vector<std::string> sent(std::string_view beginning);
    // One field of a status object, as JSON; empty when there is no such field.
    std::string status(std::string_view object, std::string_view field);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace escapement::modules::testing
