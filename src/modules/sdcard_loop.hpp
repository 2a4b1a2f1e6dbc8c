// Parts of a printed file that are repeated.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "gcode/source.hpp"
#include "modules/file_print.hpp"
#include "modules/virtual_sdcard.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// [sdcard_loop].  Belongs to the main thread.
class SdcardLoop {
  public:
    struct Config {};
    struct Begin {
        int count = 0;
    };
    // Loops inside of loops inside of loops.
    static constexpr std::size_t deepest_loop = 1000;

    static void describe(printer::Description<SdcardLoop>& module);
    static void check(const Config&, printer::Complaints& complaints);

    SdcardLoop(const Config&, printer::Context& context)
        : card_(context.modules.the<VirtualSdcard>()) {}

    // Lines that come by themselves are taken for those of a file: their loops run once.
    void run_once() { runs_once_ = true; }

  private:
    struct Loop {
        int rounds_left;  // 0: for ever
        gcode::SourcePlace begin;
    };
    // Nullptr where loops run once anyway.  Throws CommandError outside of a file.
    FilePrint* running_file() const;
    void begin(const Begin& request);
    void end();
    void desist();

    VirtualSdcard& card_;
    std::vector<Loop> loops_;
    bool runs_once_ = false;
};

}  // namespace escapement::modules
