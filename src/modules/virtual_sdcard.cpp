// Chooses files, and tells everybody how their print goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/virtual_sdcard.hpp"

#include <filesystem>
#include <utility>

#include "base/text.hpp"
#include "gcode/source.hpp"
#include "modules/error_policy.hpp"
#include "modules/preflight.hpp"
#include "modules/user_path.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/events.hpp"
#include "printer/module.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

// "/cube.gcode" is in the folder, not at the root of everything.
std::string without_slash(std::string name) {
    if (name.starts_with('/')) name.erase(0, 1);
    return name;
}

}  // namespace

VirtualSdcard::VirtualSdcard(Config config, printer::Context& context)
    : config_(std::move(config)),
      context_(context),
      stats_(context.modules.the<PrintStats>()),
      files_(std::filesystem::path(user_path(config_.path)).lexically_normal().string()),
      bury_(context.executor, [this] {
          retired_.reset();
          note_rest();
      }) {}

VirtualSdcard::~VirtualSdcard() = default;

void VirtualSdcard::describe(printer::Description<VirtualSdcard>& module) {
    module.section("virtual_sdcard").doc("Prints files from a folder of the computer.");
    module.option<&Config::path>("The folder; ~ is the home folder.").required();
    module.option<&Config::on_error_gcode>("What is run when a line of a file fails.");
    module.option<&Config::with_subdirs>("Whether M20 and M23 also look into folders below.");

    describe_commands(module);

    module.status<&Status::file_path>("The file that is chosen, or null.");
    module.status<&Status::progress>("The share of the file that is done, 0 to 1.");
    module.status<&Status::is_active>("Whether a file is being printed.");
    module.status<&Status::file_position>("Bytes of it that are done.");
    module.status<&Status::file_size>("Its size in bytes.");
}

void VirtualSdcard::describe_commands(printer::Description<VirtualSdcard>& module) {
    module.command<&VirtualSdcard::list_files>("M20", "Lists the files.");
    module.command<&VirtualSdcard::initialise>("M21", "Says that the card is there.");
    module.command<&VirtualSdcard::select>("M23", "Chooses a file.")
        .word("<filename>", "Which one.", "string");
    module.command<&VirtualSdcard::resume>("M24", "Starts or resumes the print.");
    module.command<&VirtualSdcard::pause>("M25", "Pauses the print.");
    module.command<&VirtualSdcard::set_position>("M26", "Goes on from elsewhere in the file.")
        .parameter<&SetPosition::s>("Bytes from its beginning.")
        .at_least(0)
        .required();
    module.command<&VirtualSdcard::report_position>("M27", "Says how much is done.");
    module.command<&VirtualSdcard::refuse_writing>("M28", "Not supported.");
    module.command<&VirtualSdcard::refuse_writing>("M29", "Not supported.");
    module.command<&VirtualSdcard::refuse_writing>("M30", "Not supported.");
    module.command<&VirtualSdcard::reset_file>(
        "SDCARD_RESET_FILE", "Clears a loaded SD File. Stops the print if necessary");
    module
        .command<&VirtualSdcard::print_file>(
            "SDCARD_PRINT_FILE",
            "Loads a SD file and starts the print.  May include files in subdirectories.")
        .parameter<&PrintFile::filename>("Which file, with the folders it is in.")
        .required();
}

FilePrint* VirtualSdcard::running_line() {
    return print_ && print_->runs_line() ? print_.get() : nullptr;
}

PrintableFiles::Where VirtualSdcard::where() const {
    return config_.with_subdirs ? PrintableFiles::Where::everywhere : PrintableFiles::Where::top;
}

void VirtualSdcard::list_files() {
    const auto files = files_.list(where());
    if (!files) throw CommandError("Unable to get file list: " + files.error().what);
    context_.console.raw("Begin file list");
    for (const auto& file : *files)
        context_.console.raw(file.name + " " + std::to_string(file.size));
    context_.console.raw("End file list");
}

void VirtualSdcard::initialise() {
    context_.console.raw("SD card ok");
}

void VirtualSdcard::refuse_writing() {
    throw CommandError("SD write not supported");
}

void VirtualSdcard::refuse_when_busy() const {
    if (is_active()) throw CommandError("SD busy");
}

void VirtualSdcard::select(const gcode::Line& line) {
    refuse_when_busy();
    let_go();
    load(without_slash(std::string(line.raw_parameters())), where());
}

void VirtualSdcard::print_file(const PrintFile& request) {
    refuse_when_busy();
    let_go();
    load(without_slash(request.filename), PrintableFiles::Where::everywhere);
    resume();
}

std::string VirtualSdcard::path_of(const std::string& name) const {
    auto path = files_.find(without_slash(name), PrintableFiles::Where::everywhere);
    if (!path)
        throw CommandError("Unable to open file: there is no '" + name + "' in " + files_.folder());
    return *path;
}

void VirtualSdcard::print(const std::string& path, PrintWitness witness) {
    refuse_when_busy();
    let_go();
    open(std::filesystem::path(path).filename(), path, std::move(witness));
    resume();
}

void VirtualSdcard::load(const std::string& name, PrintableFiles::Where where) {
    auto path = files_.find(name, where);
    if (!path)
        throw CommandError("Unable to open file: there is no '" + name + "' in " + files_.folder());
    open(name, *std::move(path), {});
    context_.console.raw("File opened:" + name + " Size:" + std::to_string(print_->size()));
    context_.console.raw("File selected");
}

void VirtualSdcard::open(std::string name, std::string path, PrintWitness witness) {
    auto input = gcode::open_file(path);
    if (!input) throw CommandError("Unable to open file: " + input.error().what);
    print_ = std::make_unique<FilePrint>(FilePrint::Parts{
        .context = context_,
        .source = gcode::Source(name, std::move(*input)),
        .before_beginning = [this, path] { return check(path); },
        .on_progress = [this] { stats_.note_progress(); },
        .on_end = [this](FilePrint::Outcome outcome,
                         const std::string& message) { handle_end(outcome, message); },
        .on_trouble = [this](const CommandError& error,
                             const std::string& what) { return handle_trouble(error, what); },
        .witness = std::move(witness)});
    path_ = std::move(path);
    trouble_.clear();
    stats_.choose(std::move(name));
}

runtime::Task<> VirtualSdcard::check(std::string file) {
    if (auto* preflight = context_.modules.first<PreflightCheck>())
        co_await preflight->before_print(std::move(file));
}

void VirtualSdcard::resume() {
    refuse_when_busy();
    if (!print_) return context_.console.info("No file is selected; choose one with M23");
    print_->start();
    paused_ = false;
    stats_.note_start();
}

void VirtualSdcard::pause() {
    if (print_) print_->pause();
}

void VirtualSdcard::pause_soon() {
    if (print_) print_->pause_soon();
}

void VirtualSdcard::cancel() {
    if (!print_) return;
    if (print_->stop()) retired_ = std::move(print_);
    print_.reset();
    paused_ = false;
    stats_.note_cancel();
    note_rest();
}

// Whatever was printed is forgotten.
void VirtualSdcard::let_go() {
    print_.reset();
    paused_ = false;
    stats_.reset();
    context_.events.print_forgotten.emit({});
    note_rest();
}

void VirtualSdcard::reset_file() {
    if (retired_ || running_line())
        throw CommandError("SDCARD_RESET_FILE cannot be run from the sdcard");
    let_go();
}

void VirtualSdcard::set_position(const SetPosition& request) {
    refuse_when_busy();
    if (print_) print_->set_offset(static_cast<std::uint64_t>(request.s));
}

void VirtualSdcard::report_position() {
    if (!print_) return context_.console.raw("Not SD printing.");
    context_.console.raw("SD printing byte " + std::to_string(print_->position().offset) + "/" +
                         std::to_string(print_->size()));
}

// Called from within the print: it is buried a moment later.
void VirtualSdcard::handle_end(FilePrint::Outcome outcome, const std::string& message) {
    using Outcome = FilePrint::Outcome;
    paused_ = outcome == Outcome::paused && !retired_;
    if (retired_) return bury_.set(context_.executor.now());
    if (outcome == Outcome::complete || outcome == Outcome::abandoned) {
        retired_ = std::move(print_);
        bury_.set(context_.executor.now());
    }
    switch (outcome) {
        case Outcome::complete:
            context_.console.raw("Done printing file");
            stats_.note_complete();
            break;
        case Outcome::abandoned:
            stats_.note_cancel();
            break;
        case Outcome::paused:
            stats_.note_pause();
            break;
        case Outcome::failed:
            stats_.note_error(message);
            break;
    }
    note_rest();
}

void VirtualSdcard::note_rest() {
    if (!is_active()) context_.turns.nudge();
}

runtime::Task<> VirtualSdcard::wait_until_idle() {
    while (is_active()) co_await context_.turns.nap(base::Seconds{1.0});
}

runtime::Task<FilePrint::Reaction> VirtualSdcard::handle_trouble(const CommandError& error,
                                                                 const std::string& what) {
    const auto* policy = context_.modules.first<ErrorPolicy>();
    const auto wish = policy ? policy->wish_for(error) : ErrorPolicy::Wish::cancel;
    if (wish == ErrorPolicy::Wish::cancel) trouble_ = what;
    context_.console.error(what);
    if (wish == ErrorPolicy::Wish::warn) co_return FilePrint::Reaction::go_on;
    const bool pauses = wish == ErrorPolicy::Wish::pause;
    co_await run_script(pauses ? Script::pause : Script::on_error);
    co_return pauses ? FilePrint::Reaction::pause : FilePrint::Reaction::end;
}

// What goes wrong with it is said, and changes nothing.
runtime::Task<> VirtualSdcard::run_script(Script script) {
    std::string trouble;
    try {
        if (script == Script::on_error)
            co_await config_.on_error_gcode.run(context_);
        else if (context_.modules.find("pause_resume"))
            co_await context_.gcode.run_script("PAUSE");
    } catch (const CommandError& error) {
        trouble = error.what();
    }
    if (!trouble.empty()) context_.console.error(trouble);
}

double VirtualSdcard::progress() const {
    if (!print_ || print_->size() == 0) return 0.0;
    return static_cast<double>(print_->position().offset) / static_cast<double>(print_->size());
}

VirtualSdcard::Status VirtualSdcard::status() const {
    Status status{.file_path = std::nullopt,
                  .progress = progress(),
                  .is_active = is_active(),
                  .file_position = print_ ? print_->position().offset : std::uint64_t{},
                  .file_size = print_ ? print_->size() : std::uint64_t{}};
    if (print_) status.file_path = path_;
    return status;
}

}  // namespace escapement::modules
