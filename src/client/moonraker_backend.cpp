// Requests with numbers, answers with the same numbers, and news without.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/moonraker_backend.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "client/file_list.hpp"
#include "client/gcode_words.hpp"
#include "client/json_text.hpp"
#include "client/marlin_line.hpp"
#include "client/moments.hpp"
#include "client/moonraker_status.hpp"

namespace escapement::client {

namespace {

using base::Value;

constexpr base::Seconds look_for_answer{0.05};

Value one_entry(std::string_view key, Value value) {
    Value table{Value::Table{}};
    table[key] = std::move(value);
    return table;
}

std::string error_text(const Value* error) {
    return text_in(below(error, "message")).value_or("the server refuses");
}

// The method of the server's own for a wish; nothing if G-code does it.  G-code waits for what
// the printer is at; stopping and restarting do not.
std::optional<std::string> method_for(const Command& command) {
    if (stops_everything(command)) return "printer.emergency_stop";
    if (const auto* wish = std::get_if<Send>(&command)) {
        const auto text = base::upper_case(base::trim(wish->gcode));
        if (text == "RESTART") return "printer.restart";
        if (text == "FIRMWARE_RESTART") return "printer.firmware_restart";
        return std::nullopt;
    }
    if (std::holds_alternative<Pause>(command)) return "printer.print.pause";
    if (std::holds_alternative<Resume>(command)) return "printer.print.resume";
    if (std::holds_alternative<Cancel>(command)) return "printer.print.cancel";
    if (std::holds_alternative<StartFile>(command)) return "printer.print.start";
    if (std::holds_alternative<ListFiles>(command)) return "server.files.list";
    return std::nullopt;
}

// What Klipper says of a command that it does not know, or that goes wrong without ending the
// script; empty: it says something else.
std::string refusal_in(const std::string& line) {
    if (line.starts_with("!!")) return std::string(base::trim(std::string_view(line).substr(2)));
    return line.starts_with("// Unknown command") ? line.substr(3) : "";
}

}  // namespace

MoonrakerBackend::MoonrakerBackend(Network& network, MoonrakerOptions options)
    : network_(network), options_(std::move(options)) {
    snapshot_.abilities = {.files = true, .console = true, .babystep = true};
    snapshot_.dialect = Dialect::klipper;
    snapshot_.where = "http://" + options_.address.text();
}

// --- The connection.

void MoonrakerBackend::disconnect() {
    wanted_ = false;
    if (stream_) lose("disconnected", now_);
    set_link(Link::closed, {});
    snapshot_.was_online = false;
}

void MoonrakerBackend::set_link(Link link, std::string trouble) {
    change_link(snapshot_, events_, link, std::move(trouble));
}

void MoonrakerBackend::open(base::HostTime now) {
    stream_ = network_.connect(options_.address);
    reader_ = {};
    begun_ = subscribed_ = looking_ = false;
    unsent_ = upgrade_request({options_.address.text(), "/websocket", options_.api_key});
    heard_at_ = pinged_at_ = now;
    set_link(Link::opening, snapshot_.trouble);
}

void MoonrakerBackend::lose(const std::string& why, base::HostTime now) {
    stream_.reset();
    unsent_.clear();
    for (auto& [number, answer] : std::exchange(waiting_, {}))
        if (answer) answer(nullptr, "the connection was lost");
    open_at_ = after(now, back_off_);
    back_off_ = std::min(2.0 * back_off_, most_back_off);
    scripts_ = 0;
    told_state_.reset();
    set_link(Link::opening, why);
}

void MoonrakerBackend::poll(base::HostTime now) {
    now_ = now;
    if (!wanted_) return;
    if (!stream_ && now >= open_at_) open(now);
    if (!stream_) return;
    read(now);
    if (!stream_) return;
    if (now >= after(heard_at_, lost_after))
        return lose(snapshot_.where + ": silent for a minute", now);
    if (begun_ && now >= after(std::max(heard_at_, pinged_at_), ping_after)) {
        pinged_at_ = now;
        unsent_ += client_frame(Opcode::ping, "");
    }
    if (looking_ && now >= look_at_) ask_for_printer();
    write();
    if (const auto failure = stream_->failure(); !failure.empty()) lose(failure, now);
}

base::HostTime MoonrakerBackend::next_wake() const {
    if (!wanted_) return base::HostTime::max();
    if (!stream_) return open_at_;
    if (!begun_ || !unsent_.empty()) return after(now_, look_for_answer);
    const auto wake =
        std::min(after(std::max(heard_at_, pinged_at_), ping_after), after(heard_at_, lost_after));
    return looking_ ? std::min(wake, look_at_) : wake;
}

void MoonrakerBackend::write() {
    if (unsent_.empty()) return;
    const auto count =
        stream_->write({reinterpret_cast<const std::uint8_t*>(unsent_.data()), unsent_.size()});
    unsent_.erase(0, count);
}

void MoonrakerBackend::read(base::HostTime now) {
    std::array<std::uint8_t, 16384> buffer{};
    while (const auto count = stream_->read(buffer)) {
        heard_at_ = now;
        reader_.add({reinterpret_cast<const char*>(buffer.data()), count});
        while (stream_) {
            const auto message = reader_.next();
            if (!message) {
                snapshot_.refused = message.error().what.find("API key") != std::string::npos;
                return lose(snapshot_.where + ": " + message.error().what, now);
            }
            if (reader_.agreed() && !begun_) begin_session();
            if (!*message) break;
            if ((*message)->opcode == Opcode::text) hear((*message)->payload);
            if ((*message)->opcode == Opcode::ping)
                unsent_ += client_frame(Opcode::pong, (*message)->payload);
            if ((*message)->opcode == Opcode::close)
                return lose(snapshot_.where + ": closed by the server", now);
        }
        if (!stream_ || count < buffer.size()) return;
    }
}

// --- The session.

void MoonrakerBackend::begin_session() {
    begun_ = true;
    set_link(Link::asking, {});
    Value me{Value::Table{}};
    me["client_name"] = Value("escapement");
    me["version"] = Value("0.1.0");
    me["type"] = Value("display");
    me["url"] = Value("escapement");
    if (!options_.api_key.empty()) me["api_key"] = Value(options_.api_key);
    const auto identify = [this, me](const Value*, const std::string& error) {
        snapshot_.refused = !error.empty();
        if (!error.empty()) return set_link(Link::asking, snapshot_.where + ": " + error);
        request("server.connection.identify", me, [this](const Value*, const std::string& refused) {
            snapshot_.refused = !refused.empty();
            const bool shown = !options_.user.empty() || !options_.api_key.empty();
            const std::string remedy = shown ? "" : " (--api-key, or --user and --password)";
            if (!refused.empty())
                return set_link(Link::asking, snapshot_.where + ": " + refused + remedy);
            ask_for_printer();
        });
    };
    if (options_.user.empty()) return identify(nullptr, {});
    Value login{Value::Table{}};
    login["username"] = Value(options_.user);
    login["password"] = Value(options_.password);
    request("access.login", login, identify);
}

// Again and again, until the printer is ready.
void MoonrakerBackend::ask_for_printer() {
    looking_ = true;
    look_at_ = after(now_, look_period);
    request("printer.info", {}, [this](const Value* info, const std::string& error) {
        if (error.empty()) return hear_printer(info);
        if (snapshot_.link != Link::online)
            return set_link(Link::asking, snapshot_.where + ": " + error);
        snapshot_.halted = error;
        forget_values(snapshot_);
        events_.note_change();
    });
}

void MoonrakerBackend::hear_printer(const Value* info) {
    snapshot_.firmware = text_in(below(info, "software_version")).value_or("");
    snapshot_.machine = text_in(below(info, "hostname")).value_or("");
    const auto state = text_in(below(info, "state")).value_or("ready");
    looking_ = state != "ready";
    snapshot_.halted = looking_ ? text_in(below(info, "state_message")).value_or(state) : "";
    std::replace(snapshot_.halted.begin(), snapshot_.halted.end(), '\n', ' ');
    events_.note_change();
    // In other states there is no printer yet, and each temperature is told as 0.
    const bool measures = state == "ready" || state == "shutdown";
    if (!measures) {
        forget_values(snapshot_);
        return go_online();
    }
    if (!subscribed_) subscribe();
}

void MoonrakerBackend::go_online() {
    if (snapshot_.link == Link::online) return;
    back_off_ = base::Seconds(1.0);
    snapshot_.was_online = true;
    set_link(Link::online, {});
    events_.add({Event::Kind::notice, "online: " + snapshot_.where});
}

void MoonrakerBackend::subscribe() {
    const auto failed = [this](const std::string& error) {
        looking_ = true;
        set_link(Link::asking, snapshot_.where + ": " + error);
    };
    const auto subscribed = [this, failed](const Value* result, const std::string& error) {
        if (!error.empty()) return failed(error);
        subscribed_ = true;
        hear_status(below(result, "status"));
        go_online();
    };
    request("printer.objects.list",
            {},
            [this, failed, subscribed](const Value* result, const std::string& error) {
                if (!error.empty()) return failed(error);
                Value objects{Value::Table{}};
                if (const auto* names = below(result, "objects"))
                    for (const auto& name : followed_objects(*names)) objects[name] = Value();
                request("printer.objects.subscribe",
                        one_entry("objects", std::move(objects)),
                        subscribed);
            });
}

void MoonrakerBackend::request(const std::string& method, Value parameters, Answer answer) {
    if (waiting_.size() >= max_waiting || unsent_.size() >= max_unsent) {
        if (answer) answer(nullptr, "too much is waiting already");
        return;
    }
    Value message{Value::Table{}};
    message["jsonrpc"] = Value("2.0");
    message["method"] = Value(method);
    if (!parameters.is_null()) message["params"] = std::move(parameters);
    message["id"] = Value(++last_request_);
    waiting_[last_request_] = std::move(answer);
    unsent_ += client_frame(Opcode::text, to_json(message));
}

void MoonrakerBackend::hear(const std::string& text) {
    const auto message = parse_json(text);
    if (!message) return;
    const auto method = text_in(below(&*message, "method"));
    if (method)
        hear_news(*method, below(&*message, "params"));
    else
        hear_answer(*message);
}

void MoonrakerBackend::hear_answer(const Value& message) {
    const auto number = number_in(below(&message, "id"));
    const auto found = waiting_.find(number ? static_cast<std::int64_t>(*number) : 0);
    if (found == waiting_.end()) return;
    const auto answer = std::move(found->second);
    waiting_.erase(found);
    const auto* error = below(&message, "error");
    if (answer) answer(below(&message, "result"), error ? error_text(error) : "");
}

void MoonrakerBackend::hear_news(const std::string& method, const Value* parameters) {
    const auto* list = parameters ? parameters->as<Value::List>() : nullptr;
    const Value* first = list && !list->empty() ? &list->front() : nullptr;
    if (method == "notify_status_update") return hear_status(first);
    if (method == "notify_klippy_disconnected") {
        snapshot_.halted = "the printer's host is not running";
        subscribed_ = false;
        forget_values(snapshot_);
        events_.note_change();
    }
    if (method.starts_with("notify_klippy_")) return ask_for_printer();
    if (method == "notify_gcode_response") hear_gcode(text_in(first).value_or(""));
}

// Klipper reports temperatures by itself while it waits for heat.
void MoonrakerBackend::hear_gcode(std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string line(base::trim(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        const bool report = scripts_ == 0 && parse_marlin_line(line).temperatures;
        if (scripts_ > 0 && refusal_.empty()) refusal_ = refusal_in(line);
        const auto kind = line.starts_with("!!") ? Event::Kind::alarm : Event::Kind::heard;
        events_.add({kind, line, 0, report});
    }
}

void MoonrakerBackend::hear_status(const Value* status) {
    if (!status) return;
    const auto wished = told_state_ ? std::optional(snapshot_.job->state) : std::nullopt;
    if (wished) snapshot_.job->state = *told_state_;
    take_status(*status, snapshot_);
    if (wished && snapshot_.job->state == *told_state_)
        snapshot_.job->state = *wished;
    else
        told_state_.reset();
    if (snapshot_.job) {
        if (snapshot_.job->name != estimated_file_) ask_for_estimate();
        estimate_left(*snapshot_.job, estimate_s_);
    }
    events_.note_change();
}

void MoonrakerBackend::ask_for_estimate() {
    estimated_file_ = snapshot_.job->name;
    estimate_s_.reset();
    if (estimated_file_.empty()) return;
    request("server.files.metadata",
            one_entry("filename", Value(estimated_file_)),
            [this](const Value* data, const std::string&) {
                estimate_s_ = number_in(below(data, "estimated_time"));
                if (snapshot_.job) estimate_left(*snapshot_.job, estimate_s_);
                events_.note_change();
            });
}

// --- Wishes.

// Klipper pauses and cancels when it has done what it is at, which may take minutes.
void MoonrakerBackend::show_wish(const Command& command) {
    if (!snapshot_.job || !(is_busy(*snapshot_.job) || snapshot_.job->state == JobState::paused))
        return;
    const auto before = told_state_.value_or(snapshot_.job->state);
    if (std::holds_alternative<Cancel>(command))
        snapshot_.job->state = JobState::cancelling;
    else if (std::holds_alternative<Pause>(command) && before == JobState::printing)
        snapshot_.job->state = JobState::pausing;
    else
        return;
    told_state_ = before;
    events_.note_change();
}

void MoonrakerBackend::finish(Ticket ticket, const std::string& error) {
    events_.add({Event::Kind::done, error, ticket});
}

void MoonrakerBackend::run_script(Ticket ticket, const Command& command) {
    std::string script;
    for (const auto& line : gcode_for(command, snapshot_)) {
        script += (script.empty() ? "" : "\n") + line;
        events_.add({Event::Kind::sent, line});
    }
    if (scripts_++ == 0) refusal_.clear();
    request("printer.gcode.script",
            one_entry("script", Value(script)),
            [this, ticket](const Value*, const std::string& error) {
                scripts_ = std::max(scripts_ - 1, 0);
                const auto refusal = std::exchange(refusal_, {});
                finish(ticket, error.empty() ? refusal : error);
            });
}

Ticket MoonrakerBackend::submit(const Command& command) {
    const Ticket ticket = ++last_ticket_;
    const auto refuse = [&](const char* why) {
        finish(ticket, why);
        return ticket;
    };
    const bool stoppable = snapshot_.link == Link::asking && stops_everything(command);
    if (snapshot_.link != Link::online && !stoppable) return refuse("there is no printer online");
    if (std::holds_alternative<StreamFile>(command))
        return refuse("this printer prints files of its server; upload it there");
    const auto ended = [this, ticket](const Value*, const std::string& error) {
        if (!error.empty() && told_state_)
            snapshot_.job->state = *std::exchange(told_state_, std::nullopt);
        finish(ticket, error);
    };
    if (const auto* file = std::get_if<StartFile>(&command)) {
        request("printer.print.start", one_entry("filename", Value(file->path)), ended);
    } else if (std::holds_alternative<ListFiles>(command)) {
        request("server.files.list",
                one_entry("root", Value("gcodes")),
                [this, ticket](const Value* list, const std::string& error) {
                    hear_files(list);
                    finish(ticket, error);
                });
    } else if (const auto method = method_for(command)) {
        show_wish(command);
        request(*method, {}, ended);
    } else {
        run_script(ticket, command);
    }
    return ticket;
}

// The newest first.
void MoonrakerBackend::hear_files(const Value* list) {
    const auto* entries = list ? list->as<Value::List>() : nullptr;
    if (!entries) return;
    std::vector<DatedFile> dated;
    for (const auto& entry : *entries) {
        const auto path = text_in(below(&entry, "path"));
        if (!path) continue;
        File file{*path, *path, {}, {}};
        if (const auto size = number_in(below(&entry, "size")); size && *size >= 0.0)
            file.size = static_cast<std::uint64_t>(*size);
        dated.push_back({number_in(below(&entry, "modified")).value_or(0.0), std::move(file)});
    }
    keep_newest(std::move(dated), snapshot_);
    ask_for_estimates();
    events_.note_change();
}

// How long the newest files take: the list does not tell.
void MoonrakerBackend::ask_for_estimates() {
    const auto count = std::min(snapshot_.files->size(), max_estimates);
    for (std::size_t i = 0; i < count; ++i) {
        const auto path = (*snapshot_.files)[i].path;
        request("server.files.metadata",
                one_entry("filename", Value(path)),
                [this, i, path](const Value* data, const std::string&) {
                    auto& files = *snapshot_.files;
                    if (i >= files.size() || files[i].path != path) return;
                    files[i].estimate_s = number_in(below(data, "estimated_time"));
                    events_.note_change();
                });
    }
}

}  // namespace escapement::client
