; comments and spelling
G28 ; home
g90
  m83
G1X20Y20F6000
g1 x40 y25.5 e.5
N12 G1 X20 Y30 F3000*44
N13 G1 X+22. Y-0.0
G0 X 25 Y 31
G1 Y1e1
M117 100 % done
N5 M118 text *12
SET_VELOCITY_LIMIT ACCEL=1000 name="quoted text with = and spaces" B='x' C=a\ b # end
;LAYER_CHANGE
;Z:0.2
;TIME:12
; estimated printing time (normal mode) = 1h 2m 3s
RUN A="x
