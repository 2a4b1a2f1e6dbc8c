// The subcommands of the program: what each is asked for, and how it ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace escapement::app {

// What a program ends with.
enum ExitStatus : int {
    exit_good = 0,
    exit_failed = 1,         // what was asked for could not be done; standard error says why
    exit_misused = 2,        // the command line made no sense
    exit_interrupted = 130,  // main() makes it that of the signal
};

// Where other programs send G-code to, unless another name is given.
inline constexpr const char* usual_input_tty = "/tmp/printer";

struct RunWish {
    std::string config;
    std::string input_tty;      // for G-code from other programs; empty: the usual one
    std::string log_file;       // empty: no statistics are written down
    std::string gcode;          // empty: stay up
    std::string report_folder;  // for pictures and report.json; empty: none
    std::string report = "text";
    std::string resonance;  // how a simulated nozzle shakes; empty: as usual
    bool simulated = false;
    bool once = false;
    std::string flight;        // the recording's file; empty: the usual one, on a real printer
    int flight_megabytes = 8;  // 0: no recording
};
int run(const RunWish& wish);

struct ReplayWish {
    std::string file;
    std::optional<double> at_s;
    double around_s = 1.0;
    std::string board, text;  // empty: all
    bool clocks = false, to_host = false;
};
int replay(const ReplayWish& wish);

struct SimulateWish {
    std::string config;
    std::string folder;         // for the boards' devices; empty: where the configuration has them
    std::string report_folder;  // for pictures and report.json; empty: none
    std::string report = "text";
    std::string resonance;  // how the nozzle shakes; empty: as usual
    double speed = 1.0;
};
int simulate(const SimulateWish& wish);

struct WireFaultWish {
    std::string board, port;              // where the board is, and where hosts shall find it
    std::string both, to_board, to_host;  // faults, as sim::parse_wire_faults() reads them
    std::string seed;                     // empty: any
    int baud = 250000;
};
int wire_fault(const WireFaultWish& wish);

struct PlanWish {
    std::string config, gcode, output;
    std::string report;                     // text or json; empty: a short one
    std::string trace, trace_to, plot;      // T0:T1, and where to; empty: none
    std::vector<std::string> dictionaries;  // [NAME=]FILE
    bool time = false;                      // only how long it takes
};
int plan(const PlanWish& wish);

struct CheckWish {
    std::string config;
    std::string gcode;                      // a file to carry out without the machine; empty: none
    std::vector<std::string> dictionaries;  // [NAME=]FILE
};
int check(const CheckWish& wish);

struct ConsoleWish {
    std::string device;  // empty: a simulated board
    int baud = 250000;
};
int console(const ConsoleWish& wish);

struct CanQueryWish {
    std::string interface;
};
int query_can(const CanQueryWish& wish);

struct ModulesWish {
    std::string section;   // empty: all
    std::string markdown;  // the folder to write the reference into; empty: none
    bool json = false, schema = false;
};
int list_modules(const ModulesWish& wish);

// How to reach a printer.
struct ClientWish {
    std::string port;       // a serial port; empty: look for one
    int baud = 0;           // 0: try the usual ones
    std::string moonraker;  // address of Moonraker or Escapement; empty: none
    std::string octoprint;  // address of OctoPrint; empty: none
    std::string api_key, user, password;
};

struct StatusWish {
    ClientWish client;
    bool json = false;
};
int show_status(const StatusWish& wish);
int watch_status(const StatusWish& wish);
int list_files(const StatusWish& wish);

struct TuiWish {
    ClientWish client;
    std::string stream;  // a file to print from here; empty: none
    bool ascii = false, no_color = false;
};
int show_tui(const TuiWish& wish);

struct SendWish {
    ClientWish client;
    std::vector<std::string> gcode;
    std::string stream;  // a file to print from here; empty: none
};
int send_gcode(const SendWish& wish);

struct MarlinSimWish {
    std::string link = "/tmp/marlin";
    int baud = 115200;
    int tools = 1;
    bool advanced_ok = false, short_resend = false, no_busy = false, no_dtr_reset = false;
    bool no_abort = false;            // M524 is not known
    double random_busy = 0.0;         // share of commands
    double garbled_bytes = 0.0;       // share of what comes in
    std::string printing;             // a file of the card that is being printed; empty: none
    std::vector<std::string> faults;  // "kill@500"
    std::uint64_t seed = 1;
};
int simulate_marlin(const MarlinSimWish& wish);

// Reads the command line and carries out what it says; the result is the program's exit status.
int carry_out(int argc, char** argv);

}  // namespace escapement::app
