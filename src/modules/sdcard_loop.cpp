// SDCARD_LOOP_BEGIN, SDCARD_LOOP_END and SDCARD_LOOP_DESIST.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/sdcard_loop.hpp"

#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

using printer::CommandError;

void SdcardLoop::describe(printer::Description<SdcardLoop>& module) {
    module.section("sdcard_loop").doc("Parts of a printed file that are repeated.");

    module
        .command<&SdcardLoop::begin>("SDCARD_LOOP_BEGIN", "Begins a looped section in the SD file.")
        .parameter<&Begin::count>("How often it is printed; 0: for ever.")
        .at_least(0)
        .required();
    module.command<&SdcardLoop::end>("SDCARD_LOOP_END", "Ends a looped section in the SD file.");
    module.command<&SdcardLoop::desist>("SDCARD_LOOP_DESIST",
                                        "Stops iterating the current loop stack.");
}

void SdcardLoop::check(const Config&, printer::Complaints& complaints) {
    if (!complaints.config().find("virtual_sdcard"))
        complaints.add("", "needs a section [virtual_sdcard]; add one");
}

FilePrint* SdcardLoop::running_file() const {
    FilePrint* file = card_.running_line();
    if (!file && !runs_once_) throw CommandError("Only permitted in SD file.");
    return file;
}

void SdcardLoop::begin(const Begin& request) {
    const FilePrint* file = running_file();
    if (!file) return;
    if (loops_.size() == deepest_loop)
        throw CommandError("Too many loops inside of each other: at most " +
                           std::to_string(deepest_loop) + "; is an SDCARD_LOOP_END missing?");
    loops_.push_back({request.count, file->next_position()});
}

void SdcardLoop::end() {
    FilePrint* file = running_file();
    if (!file || loops_.empty()) return;
    Loop& loop = loops_.back();
    if (loop.rounds_left == 1) {
        loops_.pop_back();
        return;
    }
    file->set_next_position(loop.begin);
    if (loop.rounds_left > 0) --loop.rounds_left;
}

void SdcardLoop::desist() {
    if (card_.running_line()) throw CommandError("Only permitted outside of a SD file.");
    loops_.clear();
}

}  // namespace escapement::modules
