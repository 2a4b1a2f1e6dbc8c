// Prints files that lie on the computer, as if they were on a card.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gcode/line.hpp"
#include "modules/file_print.hpp"
#include "modules/print_stats.hpp"
#include "modules/printable_files.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/script_template.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// [virtual_sdcard].  Belongs to the main thread.
class VirtualSdcard {
  public:
    struct Config {
        std::string path;
        printer::ScriptTemplate on_error_gcode{
            "\n{% if 'heaters' in printer %}\n   TURN_OFF_HEATERS\n{% endif %}\n"};
        bool with_subdirs = false;
    };
    struct Status {
        std::optional<std::string> file_path;
        double progress = 0.0;
        bool is_active = false;
        base::Value file_position, file_size;
    };
    struct PrintFile {
        std::string filename;
    };
    struct SetPosition {
        int s = 0;
    };
    static void describe(printer::Description<VirtualSdcard>& module);

    VirtualSdcard(Config config, printer::Context& context);
    ~VirtualSdcard();
    VirtualSdcard(const VirtualSdcard&) = delete;
    VirtualSdcard& operator=(const VirtualSdcard&) = delete;

    // Lines of a file are being carried out, or about to be.
    bool is_active() const { return retired_ || (print_ && print_->is_active()); }
    const std::string& folder() const { return files_.folder(); }
    // The file that is chosen, if its own line runs now; else nullptr.
    FilePrint* running_line();
    // The print has stopped in the middle of its file, and goes on with resume().
    bool is_paused() const { return paused_; }
    // As SDCARD_PRINT_FILE, but from wherever the file is, and without a word.  Throws
    // CommandError.
    void print(const std::string& path, PrintWitness witness = {});
    // What has ended the file that was printed last; empty unless something went wrong.
    const std::string& trouble() const { return trouble_; }
    // As M24 and M25.  The first throws CommandError when it is printing already.
    void resume();
    void pause();
    // The same, for those who are no command.
    void pause_soon();
    // Ends the print for good and lets go of its file.
    void cancel();
    // Until no file is being printed.
    runtime::Task<> wait_until_idle();

    // The share of the file that is done, 0 to 1.
    double progress() const;
    // For how long the line behind that has been running.
    base::Seconds in_line_for() const { return print_ ? print_->in_line_for() : base::Seconds{}; }
    // How many of its lines that are.
    std::uint64_t lines() const { return print_ ? print_->position().lines : 0; }
    Status status() const;

    // Where the file of that name in the folder is.  Throws CommandError if there is none.
    std::string path_of(const std::string& name) const;

  private:
    static void describe_commands(printer::Description<VirtualSdcard>& module);

    void list_files();
    void initialise();
    void select(const gcode::Line& line);
    void set_position(const SetPosition& request);
    void report_position();
    void refuse_writing();
    void print_file(const PrintFile& request);
    void reset_file();

    PrintableFiles::Where where() const;
    void refuse_when_busy() const;
    void load(const std::string& name, PrintableFiles::Where where);
    void open(std::string name, std::string path, PrintWitness witness);
    void let_go();
    void handle_end(FilePrint::Outcome outcome, const std::string& message);
    void note_rest();
    // Whether a file can be printed, where that is checked before.
    runtime::Task<> check(std::string file);
    runtime::Task<FilePrint::Reaction> handle_trouble(const printer::CommandError& error,
                                                      const std::string& what);
    enum class Script { on_error, pause };
    runtime::Task<> run_script(Script script);

    Config config_;
    printer::Context& context_;
    PrintStats& stats_;
    PrintableFiles files_;
    std::unique_ptr<FilePrint> print_;
    std::string path_;
    std::string trouble_;
    bool paused_ = false;
    // A print that ended itself while its line was running, or from within.
    std::unique_ptr<FilePrint> retired_;
    runtime::Timer bury_;
};

}  // namespace escapement::modules
